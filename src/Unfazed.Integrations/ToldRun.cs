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
    /// <summary>The circuit breakers of this repository and of its services.</summary>
    public ImmutableArray<PostedBreaker> Breakers { get; init; } = [];

    /// <summary>The name under which services know the project, never empty: it names the group whose metrics this run replaces.</summary>
    public string Project => (Name ?? Report.Run.Project) is { Length: > 0 } name ? name : "unnamed";

    /// <summary>The name of its folder, where the repository is not trusted to choose whose metrics it replaces; null where it may.</summary>
    public string? Name { get; init; }
}
