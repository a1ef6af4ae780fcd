using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>What a check saw, before any policy. Statuses are derived from it by the policy in force when it is read.</summary>
public sealed record Observation
{
    /// <summary>No further facts; names are compared ordinally.</summary>
    public static ImmutableSortedDictionary<string, DetailValue> NoDetails { get; } =
        ImmutableSortedDictionary.Create<string, DetailValue>(StringComparer.Ordinal);

    /// <summary>Of a check that ran to its end.</summary>
    /// <param name="findings">What was found, with paths relative to the root; empty for nothing.</param>
    /// <param name="summary">What was examined, in few words, such as <c>812 files</c>.</param>
    public static Observation Completed(ImmutableArray<Finding> findings, string? summary = null) =>
        new() { Ending = ObservationEnding.Completed, Findings = findings, Summary = summary, Attempts = 1 };

    /// <summary>Of a check that has nothing to do here, which is no failure.</summary>
    /// <param name="reason">Which files, or what else, are missing.</param>
    public static Observation NothingToDo(string reason) => new() { Ending = ObservationEnding.Skipped, Message = reason };

    /// <summary>How the check came to its end.</summary>
    public required ObservationEnding Ending { get; init; }

    /// <summary>The tool says through its exit code that there are problems, and gives no finding that could be read.</summary>
    public bool ReportedProblems { get; init; }

    /// <summary>
    /// Why its findings do not account for all that the tool said, or for all that it was to inspect; null where they do. What is incomplete can fail,
    /// and can never pass because none of its findings count.
    /// </summary>
    public string? Incomplete { get; init; }

    /// <summary>One of <see cref="ErrorCodes"/>; null when the check completed or had nothing to do.</summary>
    public string? Error { get; init; }

    /// <summary>One sentence for people: why it did not complete and what to do, or the end of the output of a tool that failed.</summary>
    public string? Message { get; init; }

    /// <summary>What was examined, in few words, such as <c>812 files</c>.</summary>
    public string? Summary { get; init; }

    /// <summary>The tool's exit code; null when nothing was started or a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The tool's version, where it could be asked.</summary>
    public string? Version { get; init; }

    /// <summary>The command as it was started (the first batch's), program first; empty for a check in this process.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>What was found, with paths relative to the root.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Further facts, by snake_case name. <c>error</c> is added from <see cref="Error"/>.</summary>
    public ImmutableSortedDictionary<string, DetailValue> Details { get; init; } = NoDetails;

    /// <summary>How often it was started; 0 when nothing was.</summary>
    public int Attempts { get; init; }

    /// <summary>The log of its output, relative to the root with <c>/</c>; null when there is none.</summary>
    public string? Log { get; init; }

    /// <summary>Processes that had to be ended after, or with, the check.</summary>
    public int KilledProcesses { get; init; }
}

/// <summary>How a check came to its end.</summary>
public enum ObservationEnding
{
    /// <summary>It ran to its end and its output was understood.</summary>
    Completed,

    /// <summary>Its own timeout or the run's deadline ended it.</summary>
    TimedOut,

    /// <summary>Not attempted: its circuit breaker is open.</summary>
    CircuitOpen,

    /// <summary>Expected, but not installed or not reachable.</summary>
    Unavailable,

    /// <summary>Crashed, not startable, or not understood.</summary>
    Error,

    /// <summary>Nothing to do.</summary>
    Skipped,

    /// <summary>The run ended before it.</summary>
    Cancelled,
}
