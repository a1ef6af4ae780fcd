using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Integrations;

/// <summary>A run as services are told of it.</summary>
/// <param name="Report">The sealed report.</param>
/// <param name="Branch">What was checked out: a branch, or what stands for one.</param>
/// <param name="IsWhole">Whether everything was asked for, and not only some checks or files.</param>
internal sealed record ToldRun(ValidationReport Report, string Branch, bool IsWhole)
{
    /// <summary>
    /// Whether it says how the branch is. A run of a part, and one that a signal cut off, do not: what such a run found passed says nothing about the
    /// rest.
    /// </summary>
    public bool SpeaksForBranch => IsWhole && Report.Run.State != RunState.Interrupted;

    /// <summary>Labels of the user's own.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The circuit breakers of this repository and of its services.</summary>
    public ImmutableArray<PostedBreaker> Breakers { get; init; } = [];

    /// <summary>The name under which services know the project, never empty: it names the group whose metrics this run replaces.</summary>
    public string Project => (Name ?? Report.Run.Project) is { Length: > 0 } name ? name : "unnamed";

    /// <summary>The project's name in services; null for the report's.</summary>
    public string? Name { get; init; }
}
