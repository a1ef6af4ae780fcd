using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>A package among the dependencies of a <c>package.json</c>.</summary>
internal sealed record NodePackageEvidence(string Package) : Evidence
{
    private static readonly ImmutableArray<string> Lists = ["devDependencies", "dependencies", "optionalDependencies"];

    /// <inheritdoc/>
    public override string Description => $"`{Package}` in `package.json`";

    /// <summary>Names of the tool's own configuration files. One further down says better where it is to run than the manifest above it.</summary>
    public ImmutableArray<string> Configurations { get; init; } = [];

    /// <inheritdoc/>
    public override bool IsConfiguration => false;

    /// <inheritdoc/>
    public override bool IsIn(string fileName) => fileName == "package.json";

    /// <inheritdoc/>
    public override string? ExactName => "package.json";

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, "package.json");
        var isNamed = repository.Json(path) is { } manifest && Lists.Any(list => manifest.Get(list).Get(Package).ValueKind == JsonValueKind.String);
        return isNamed && !IsConfiguredBelow(repository, directory) ? $"{Package} in {path}" : null;
    }

    private bool IsConfiguredBelow(RepositoryView repository, string directory)
    {
        if (Configurations.Length > 0)
        {
            foreach (var file in repository.FilesBelow(directory))
            {
                if (IsConfigurationName(file.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsConfigurationName(ReadOnlySpan<char> name)
    {
        foreach (var configuration in Configurations)
        {
            if (name.SequenceEqual(configuration))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A tool's configuration under a key of its own in <c>package.json</c>.</summary>
internal sealed record PackageJsonKeyEvidence(string Key) : ConfigurationEvidence("package.json")
{
    /// <inheritdoc/>
    public override string Description => $"key `{Key}` of `package.json`";

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Json(path) is { } manifest && manifest.Get(Key).ValueKind != JsonValueKind.Undefined ? $"{path} [{Key}]" : null;
    }
}
