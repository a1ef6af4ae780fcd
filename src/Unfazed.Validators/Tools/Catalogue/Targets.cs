using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>What a whole run of a tool that walks directories is given.</summary>
internal static class Targets
{
    // Installed packages, thousands of files of other people: nobody who has them here lets such a tool walk them.
    private static readonly ImmutableArray<string> Environments = [".venv", "venv", "env", ".tox", ".nox", "node_modules"];

    /// <summary>
    /// <c>.</c>, so that the tool's own excludes rule; beside an environment that is no part of the repository, the folders and files at the
    /// top that hold files of this suffix.
    /// </summary>
    public static ImmutableArray<string> Of(ToolSite site, string suffix) =>
        Of(site, site.Files.Where(file => file.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The same for files of any suffix that the tool is about.</summary>
    public static ImmutableArray<string> Of(ToolSite site) => Of(site, site.Files);

    /// <summary>The folders and files at the top that hold files of the repository: what is hidden from git there is not walked.</summary>
    public static ImmutableArray<string> Tops(ToolSite site) => [.. site.Files.Select(Top).ToImmutableSortedSet(StringComparer.Ordinal).Select(static top => "./" + top)];

    private static ImmutableArray<string> Of(ToolSite site, IEnumerable<string> files)
    {
        var tops = files.Select(Top).ToImmutableSortedSet(StringComparer.Ordinal);
        var directory = site.Repository.Workspace.FullPath(site.Directory);
        var isMixed = Environments.Any(name => !tops.Contains(name) && Directory.Exists(Path.Combine(directory, name)));
        return isMixed && !tops.IsEmpty ? [.. tops.Select(static top => "./" + top)] : ["."];
    }

    private static string Top(string file) => file.IndexOf('/') is var slash and >= 0 ? file[..slash] : file;
}
