namespace Unfazed.Core;

/// <summary>How a check or a dimension ended.</summary>
public enum CheckStatus
{
    /// <summary>Ran; nothing that counts was found.</summary>
    Passed,

    /// <summary>Ran; found problems.</summary>
    Failed,

    /// <summary>Ended at its own timeout, or was not finished or not started at the deadline.</summary>
    TimedOut,

    /// <summary>Not attempted: its circuit breaker is open.</summary>
    CircuitOpen,

    /// <summary>Expected, but not installed or not reachable.</summary>
    Unavailable,

    /// <summary>Crashed, could not be started, or its output or a file could not be understood.</summary>
    Error,

    /// <summary>Nothing to do: disabled, or no file of its kind.</summary>
    Skipped,

    /// <summary>The run ended before it: fail-fast or an interrupt.</summary>
    Cancelled,
}
