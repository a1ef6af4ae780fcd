namespace Unfazed.Core;

/// <summary>The names that reports and configuration use for the values of our enumerations.</summary>
public static class WireNames
{
    /// <summary>Whether the report says <c>passed: true</c> for this status.</summary>
    public static bool IsPassed(this CheckStatus status) => status is CheckStatus.Passed or CheckStatus.Skipped;

    /// <summary>The name of a status, such as <c>timed_out</c>.</summary>
    public static string WireName(this CheckStatus status) => status switch
    {
        CheckStatus.Passed => "passed",
        CheckStatus.Failed => "failed",
        CheckStatus.TimedOut => "timed_out",
        CheckStatus.CircuitOpen => "circuit_open",
        CheckStatus.Unavailable => "unavailable",
        CheckStatus.Error => "error",
        CheckStatus.Skipped => "skipped",
        CheckStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The name of a tier, such as <c>blocker</c>.</summary>
    public static string WireName(this ValidationTier tier) => tier switch
    {
        ValidationTier.Blocker => "blocker",
        ValidationTier.Warning => "warning",
        ValidationTier.Monitor => "monitor",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };

    /// <summary>The name of a severity: <c>error</c>, <c>warning</c> or <c>note</c>.</summary>
    public static string WireName(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>The name of a finding's state: <c>new</c>, <c>known</c> or <c>ignored</c>.</summary>
    public static string WireName(this FindingState state) => state switch
    {
        FindingState.New => "new",
        FindingState.Known => "known",
        FindingState.Ignored => "ignored",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The name of a verdict: <c>passed</c>, <c>blocked</c> or <c>inconclusive</c>.</summary>
    public static string WireName(this Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Blocked => "blocked",
        Verdict.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>The name of a run's state: <c>complete</c>, <c>deadline</c>, <c>interrupted</c> or <c>crashed</c>.</summary>
    public static string WireName(this RunState state) => state switch
    {
        RunState.Complete => "complete",
        RunState.Deadline => "deadline",
        RunState.Interrupted => "interrupted",
        RunState.Crashed => "crashed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
