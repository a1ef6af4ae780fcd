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
        var folders = elsewhere.IsDefault ? [] : elsewhere;
        return globs.IsEmpty && folders.IsEmpty
            ? null
            : path => globs.Any(glob => glob.IsMatch(path)) || folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length..].StartsWith('/'));
    }
}
