using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Locating;

/// <summary>Versions of tools as their packages tell them. A program is looked into once, however many folders link to it.</summary>
internal sealed class PackageVersions
{
    private readonly Dictionary<(string File, string Program), string?> _read = [];

    /// <summary>The version that a run's program would print; null where only the program itself knows.</summary>
    public string? VersionOf(ToolRun run)
    {
        // Somebody's own words may ask for something else.
        if (ToolCatalog.Find(run.Tool) is not { } tool || run.VersionCommand is not [var program, .. var arguments] ||
            program != run.Program || !arguments.AsSpan().SequenceEqual(tool.VersionArguments.AsSpan()) ||
            NodeProgram.FileOf(program, tool.Package.Npm) is not { } file)
        {
            return null;
        }

        var key = (file, Path.GetFileName(program));
        if (!_read.TryGetValue(key, out var version))
        {
            version = NodeProgram.VersionOf(file, key.Item2);
            _read.Add(key, version);
        }

        return version;
    }
}
