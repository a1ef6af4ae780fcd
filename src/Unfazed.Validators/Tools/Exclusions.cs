using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools;

/// <summary>What configuration leaves out, whatever a tool's own excludes say.</summary>
internal static class Exclusions
{
    /// <summary>Whether a path relative to the root is left out by <c>exclude</c>, the project's or the check's; null where nothing is.</summary>
    public static Func<string, bool>? Of(UnfazedConfiguration configuration, CheckSettings? settings)
    {
        ImmutableArray<Glob> globs =
        [
            .. configuration.Exclude.Select(static pattern => Glob.Parse(pattern.Value)),
            .. (settings?.Exclude?.Value ?? []).Select(Glob.Parse),
        ];
        return globs.IsEmpty ? null : path => globs.Any(glob => glob.IsMatch(path));
    }
}
