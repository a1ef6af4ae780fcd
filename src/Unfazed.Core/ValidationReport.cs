using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>The sealed answer of one run.</summary>
public sealed record ValidationReport
{
    /// <summary>The run itself.</summary>
    public required RunInfo Run { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The exit code that follows from verdict and policy (a signal or a write error may raise it later).</summary>
    public required int ExitCode { get; init; }

    /// <summary>Always three: blocker, warning, monitor.</summary>
    public required ImmutableArray<TierResult> Tiers { get; init; }

    /// <summary>One line for each language that has no evidence of a tool.</summary>
    public ImmutableArray<string> Suggestions { get; init; } = [];

    /// <summary>Deliveries to services; they never touch the verdict.</summary>
    public ImmutableArray<IntegrationResult> Integrations { get; init; } = [];

    /// <summary>All results of all tiers.</summary>
    public IEnumerable<ValidationResult> Results => Tiers.SelectMany(static tier => tier.Results);

    /// <summary>All checks of all results.</summary>
    public IEnumerable<CheckResult> Checks => Results.SelectMany(static result => result.Checks);
}

/// <summary>A delivery to a service.</summary>
/// <param name="Name">The service.</param>
/// <param name="Status"><c>pending</c>, <c>ok</c>, <c>failed</c>, <c>circuit_open</c> or <c>skipped</c>.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record IntegrationResult(string Name, string Status, string Message);
