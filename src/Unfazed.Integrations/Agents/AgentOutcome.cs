using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Integrations.Agents;

/// <summary>What became of one agent's work.</summary>
/// <param name="Status">As an integration's: <c>ok</c>, <c>failed</c>, <c>circuit_open</c> or <c>skipped</c>.</param>
/// <param name="Message">One sentence for people.</param>
internal sealed record AgentOutcome(string Status, string Message)
{
    // The worst first.
    private static readonly string[] Ranks = ["failed", "circuit_open", "ok", "skipped"];

    /// <summary>All of them as the report's one entry for the service.</summary>
    public static IntegrationResult Sum(IReadOnlyCollection<AgentOutcome> outcomes) => outcomes.Count == 0
        ? new IntegrationResult(AgentPhase.Service, "skipped", "nothing failed that an agent is there for")
        : new IntegrationResult(
            AgentPhase.Service,
            outcomes.Select(static outcome => outcome.Status).MinBy(static status => Array.IndexOf(Ranks, status))!,
            string.Join("; ", outcomes.Select(static outcome => outcome.Message).ToImmutableArray()));
}
