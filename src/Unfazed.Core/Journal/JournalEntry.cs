using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Journal;

/// <summary>One record of a run journal.</summary>
internal abstract record JournalEntry;

/// <summary>The run began: what it is, and which checks were asked for.</summary>
internal sealed record RunBegan(RunInfo Run, ImmutableArray<JournaledCheck> Checks, ImmutableArray<string> Suggestions) : JournalEntry
{
    /// <summary>The process of the run; null where it cannot be named for good.</summary>
    public RunOwner? Owner { get; init; }
}

/// <summary>A check was started.</summary>
/// <param name="Index">Its place among the checks that were asked for.</param>
/// <param name="At">When, UTC.</param>
internal sealed record CheckBegan(int Index, DateTimeOffset At) : JournalEntry;

/// <summary>A process of a check was started, the leader of a session of its own.</summary>
/// <param name="Index">The check's place, <see cref="AtBase"/> for one that runs on the files of the base commit.</param>
/// <param name="Id">The pid, and the number of the session.</param>
/// <param name="StartTime">When it started, in clock ticks since the boot.</param>
internal sealed record ProcessBegan(int Index, int Id, ulong StartTime) : JournalEntry
{
    /// <summary>The place of a check that nobody asked for.</summary>
    public const int AtBase = -1;
}

/// <summary>A check came to its end. Holds what was seen, not what policy made of it.</summary>
/// <param name="Index">Its place among the checks that were asked for.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Duration">From its start to its end.</param>
internal sealed record CheckEnded(int Index, DateTimeOffset At, Observation Seen, TimeSpan Duration) : JournalEntry
{
    /// <summary>Whether the answer came from the cache.</summary>
    public bool Cached { get; init; }
}

/// <summary>The report was sealed.</summary>
internal sealed record RunSealed(TimeSpan Duration, RunState State, bool InputsChanged, Verdict Verdict, int ExitCode) : JournalEntry
{
    /// <summary>Why it does not speak for what is staged now; null where it does.</summary>
    public string? IndexProblem { get; init; }

    /// <summary>Why checks did not see what is staged; null where they did.</summary>
    public string? EditProblem { get; init; }
}

/// <summary>How it stands with the delivery to a service: pending when the report is sealed, its outcome after that. The last record of a service counts.</summary>
internal sealed record IntegrationTold(DateTimeOffset At, IntegrationResult Result) : JournalEntry;

/// <summary>A check as it was asked for.</summary>
internal sealed record JournaledCheck(string Name, Dimension Dimension, ValidationTier Tier, string Directory, string? FixSuggestion);
