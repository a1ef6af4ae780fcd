using Unfazed.Core.Configuration;
using Unfazed.Core.Redaction;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Agents;

/// <summary>What the phase of agents works with.</summary>
internal sealed record AgentSetup
{
    /// <summary>What is configured under <c>agents</c>.</summary>
    public required AgentSettings Settings { get; init; }

    /// <summary>The tool that sets an agent to work.</summary>
    public required string Tool { get; init; }

    /// <summary>The server that has it.</summary>
    public required McpServer Server { get; init; }

    /// <summary>The breaker of service <c>mcp</c>; null without the resilience layer.</summary>
    public CircuitBreaker? Breaker { get; init; }

    /// <summary>Knows the secrets.</summary>
    public required Redactor Redactor { get; init; }

    /// <summary>Runs a dimension again.</summary>
    public required Func<AgentWork, CancellationToken, Task<Verification>> Verify { get; init; }

    /// <summary>The clock that times for people are read from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told what happens, a line at a time.</summary>
    public Action<string> Say { get; init; } = static _ => { };
}
