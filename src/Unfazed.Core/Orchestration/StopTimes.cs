namespace Unfazed.Core.Orchestration;

/// <summary>How long what is told to stop may take before it is ended by force.</summary>
internal static class StopTimes
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAfterKill = TimeSpan.FromMilliseconds(100);

    /// <summary>After an interrupt or under fail-fast, so that the report is written well within three seconds.</summary>
    public static readonly TimeSpan AfterInterrupt = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the orchestrator waits for a validator beyond the end by force, before it is abandoned.</summary>
    public static readonly TimeSpan Abandon = TimeSpan.FromMilliseconds(200);

    /// <summary>How much longer it waits for one whose processes are being killed at that moment.</summary>
    public static readonly TimeSpan Killing = TimeSpan.FromMilliseconds(800);

    /// <summary>How often a lock that another process holds is asked for.</summary>
    public static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The part of the deadline's grace that a check has after SIGTERM. The rest, a quarter and 100 ms at most, is for what follows on
    /// SIGKILL: so that the result that is filed by the deadline says what was printed and how many processes were killed.
    /// </summary>
    public static TimeSpan BeforeKill(TimeSpan grace)
    {
        var quarter = grace / 4;
        return grace - (quarter < LongestAfterKill ? quarter : LongestAfterKill);
    }

    /// <summary>min(2 s, 10 %) of a timeout or of the deadline.</summary>
    public static TimeSpan GraceOf(TimeSpan limit)
    {
        var tenth = limit / 10;
        return tenth < Longest ? tenth : Longest;
    }
}
