using System.Collections.Immutable;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Where a repository's default branch is looked for, in this order.</summary>
internal static class DefaultBranches
{
    /// <summary>The remote's.</summary>
    public static ImmutableArray<string> Remote { get; } = ["refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"];

    /// <summary>The remote's, then the local ones.</summary>
    public static ImmutableArray<string> All { get; } = [.. Remote, "refs/heads/main", "refs/heads/master"];
}
