using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Integrations.Agents;

/// <summary>A failing dimension that an agent could be set to work on.</summary>
/// <param name="Result">What failed.</param>
/// <param name="Agent">Who, in the server's words.</param>
internal sealed record AgentWork(ValidationResult Result, string Agent)
{
    /// <summary>The dimensions that failed and have an agent, blockers first, as the report has them.</summary>
    public static ImmutableArray<AgentWork> Of(ValidationReport report) =>
    [
        .. report.Results.Where(static result => result is { Status: CheckStatus.Failed, Agent: not null })
            .Select(static result => new AgentWork(result, result.Agent!)),
    ];
}
