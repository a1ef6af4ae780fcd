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

    /// <summary>The project's name, never empty.</summary>
    public string Project => Report.Run.Project.Length == 0 ? "unnamed" : Report.Run.Project;
}
