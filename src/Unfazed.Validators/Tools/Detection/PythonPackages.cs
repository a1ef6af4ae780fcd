using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>A package's name in one of Python's manifests, requirements or lock files.</summary>
internal sealed record PythonPackageEvidence(string Package) : Evidence
{
    /// <inheritdoc/>
    public override string Description => $"`{Package}` among Python's packages";

    /// <inheritdoc/>
    public override bool IsConfiguration => false;

    /// <inheritdoc/>
    public override bool IsIn(string fileName) =>
        fileName is "pyproject.toml" or "Pipfile" or "setup.cfg" or "poetry.lock" or "uv.lock" or "pdm.lock" || IsRequirements(fileName);

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        foreach (var name in repository.NamesIn(directory).Where(IsIn))
        {
            var path = RepositoryView.Join(directory, name);
            if (repository.Text(path) is { } text && PythonManifest.Names(name, text).Contains(Package))
            {
                return $"{Package} in {path}";
            }
        }

        return null;
    }

    internal static bool IsRequirements(string fileName) =>
        fileName.Contains("requirements", StringComparison.OrdinalIgnoreCase) &&
        (fileName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".in", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The packages that a Python project names. Names are normalised as PEP 503 says.</summary>
internal static class PythonManifest
{
    private static readonly ImmutableArray<string> Lists = ["dependencies", "dev-dependencies", "optional-dependencies", "dependency-groups"];

    /// <summary>The names in one file.</summary>
    public static ImmutableHashSet<string> Names(string fileName, string text)
    {
        var names = fileName switch
        {
            "pyproject.toml" => TomlScan.Read(text).Entries.SelectMany(PyProject),
            "Pipfile" => TomlScan.Read(text).Entries.Where(static entry => entry.Path is ["packages" or "dev-packages", _, ..]).Select(static entry => entry.Path[1]),
            "poetry.lock" or "uv.lock" or "pdm.lock" => TomlScan.Read(text).Entries.Where(static entry => entry.Path is ["package", "name"]).SelectMany(static entry => entry.Strings),
            "setup.cfg" => SetupCfg(text),
            _ => text.Split('\n').Select(NameOf),
        };
        return [.. names.Select(Normalize).Where(static name => name.Length > 0)];
    }

    /// <summary>The name at the start of a requirement (PEP 508); empty for a comment, an option or a URL.</summary>
    public static string NameOf(string requirement)
    {
        var trimmed = requirement.AsSpan().Trim();
        var length = 0;
        while (length < trimmed.Length && (char.IsAsciiLetterOrDigit(trimmed[length]) || trimmed[length] is '-' or '_' or '.'))
        {
            length++;
        }

        return length == 0 || trimmed[0] is '-' or '.' || trimmed[length..].TrimStart() is [':', ..] or ['/', ..] ? "" : trimmed[..length].ToString();
    }

    private static IEnumerable<string> PyProject(TomlEntry entry)
    {
        var path = entry.Path;
        if (!path.Any(static part => Lists.Contains(part)))
        {
            return [];
        }

        // Poetry writes packages as keys, everyone else as lists of requirements.
        return path is ["tool", "poetry", ..] && path.Length >= 4 && path[^2] is "dependencies" or "dev-dependencies" ? [path[^1]] : entry.Strings.Select(NameOf);
    }

    // The values of install_requires and of the extras are lists of lines; a key's own line has a "=" without a comparison.
    private static IEnumerable<string> SetupCfg(string text)
    {
        var inOptions = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('['))
            {
                inOptions = line.StartsWith("[options", StringComparison.Ordinal);
            }
            else if (inOptions && line.Length > 0 && char.IsWhiteSpace(line[0]))
            {
                yield return NameOf(line);
            }
        }
    }

    private static string Normalize(string name) => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-');
}
