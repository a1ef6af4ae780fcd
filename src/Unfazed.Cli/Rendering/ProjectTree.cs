using System.Collections.Immutable;

namespace Unfazed.Cli.Rendering;

/// <summary>The projects of a repository: the directories in which checks run, each below the nearest that holds it.</summary>
internal static class ProjectTree
{
    /// <summary>In the order of a tree: what lies in a project follows it.</summary>
    public static List<ListedProject> Of(ImmutableArray<ListedCheck> checks)
    {
        var open = new Stack<string>();
        var projects = new List<ListedProject>();
        foreach (var group in checks.GroupBy(static listed => listed.Check.Directory, StringComparer.Ordinal)
            .OrderBy(static group => group.Key == "." ? "" : group.Key.Replace('/', '\0') + '\0', StringComparer.Ordinal))
        {
            while (open.TryPeek(out var above) && above != "." && !group.Key.StartsWith(above + "/", StringComparison.Ordinal))
            {
                open.Pop();
            }

            projects.Add(new ListedProject(group.Key, open.TryPeek(out var parent) ? parent : null, open.Count, [.. group]));
            open.Push(group.Key);
        }

        return projects;
    }
}

/// <summary>A directory in which checks run.</summary>
/// <param name="Directory">Relative to the root; <c>.</c> for the root.</param>
/// <param name="Parent">The nearest project that it lies in; null for none.</param>
/// <param name="Depth">How many projects it lies in.</param>
/// <param name="Checks">What runs there.</param>
internal sealed record ListedProject(string Directory, string? Parent, int Depth, ImmutableArray<ListedCheck> Checks);
