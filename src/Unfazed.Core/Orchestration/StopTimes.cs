namespace Unfazed.Core.Orchestration;

/// <summary>How long what is told to stop may take before it is ended by force.</summary>
internal static class StopTimes
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>After an interrupt or under fail-fast, so that the report is written well within three seconds.</summary>
    public static readonly TimeSpan AfterInterrupt = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the orchestrator waits for a validator beyond the end by force, before it is abandoned.</summary>
    public static readonly TimeSpan Abandon = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a lock that another process holds is asked for.</summary>
    public static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>min(2 s, 10 %) of a timeout or of the deadline.</summary>
    public static TimeSpan GraceOf(TimeSpan limit)
    {
        var tenth = limit / 10;
        return tenth < Longest ? tenth : Longest;
    }
}
