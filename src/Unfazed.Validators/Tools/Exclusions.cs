using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools;

/// <summary>What configuration leaves out, whatever a tool's own excludes say.</summary>
internal static class Exclusions
{
    /// <summary>Whether a path relative to the root is left out by <c>exclude</c>, the project's or the check's; null where nothing is.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="settings">The check's own; null for none.</param>
    /// <param name="elsewhere">Folders that are looked at by another check of this name, or by none.</param>
    public static Func<string, bool>? Of(UnfazedConfiguration configuration, CheckSettings? settings, ImmutableArray<string> elsewhere = default)
    {
        ImmutableArray<Glob> globs =
        [
            .. configuration.Exclude.Select(static pattern => Glob.Parse(pattern.Value)),
            .. (settings?.Exclude?.Value ?? []).Select(Glob.Parse),
        ];
        var folders = elsewhere.IsDefaultOrEmpty ? [] : elsewhere.ToHashSet(StringComparer.Ordinal);
        return globs.IsEmpty && folders.Count == 0
            ? null
            : path => globs.Any(glob => glob.IsMatch(path)) || LiesInOneOf(folders, path);
    }

    /// <summary>What is left out, as a text that is another when anything else is.</summary>
    public static string Text(UnfazedConfiguration configuration, CheckSettings? settings, string name) => string.Join(
        '\n',
        configuration.Exclude.Select(static pattern => pattern.Value).Concat(settings?.Exclude?.Value ?? [])
            .Concat(configuration.Folders.Where(folder => folder.Own.FindCheck(name) is not null).Select(static folder => "/" + folder.Folder)));

    private static bool LiesInOneOf(HashSet<string> folders, string path)
    {
        for (var end = folders.Count == 0 ? -1 : path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (folders.Contains(path[..end]))
            {
                return true;
            }
        }

        return false;
    }
}
