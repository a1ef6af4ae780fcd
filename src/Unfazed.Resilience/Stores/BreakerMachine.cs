namespace Unfazed.Resilience;

/// <summary>The state machine: a row and a command give the next row. Pure; a store on a database says the same in SQL.</summary>
internal static class BreakerMachine
{
    /// <summary>How many times the lease that is asked for a probe may have, after others before it have outlived theirs.</summary>
    public const int MaxLeaseFactor = 4;

    /// <summary>The row after <paramref name="command"/>, or null where it changes nothing.</summary>
    public static BreakerRow? Next(BreakerRow row, in BreakerCommand command) => command.Kind switch
    {
        BreakerCommandKind.Elect => ProbeMachine.Elect(row, command),
        BreakerCommandKind.Fail => row.State == CircuitState.HalfOpen ? ProbeMachine.Settle(row, command, failed: true) : Fail(row, command),
        BreakerCommandKind.Succeed => row.State == CircuitState.HalfOpen ? ProbeMachine.Settle(row, command, failed: false) : Succeed(row, command),
        BreakerCommandKind.Release => ProbeMachine.Release(row, command),
        BreakerCommandKind.Trip => Trip(row, command),
        BreakerCommandKind.Isolate => Isolate(row, command),
        BreakerCommandKind.Reset => Reset(row, command),
        BreakerCommandKind.Adopt => Adopt(row, command),
        BreakerCommandKind.Restore => Restore(row, command),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "No such command."),
    };

    /// <summary>Whether a probe may be elected: the break is over, a place is free, or the clock was set back behind the last change.</summary>
    public static bool IsElectable(BreakerRow row, long now, long skew) => row.State switch
    {
        CircuitState.Open => now >= row.OpenUntil || now < row.ChangedAt - skew,
        CircuitState.HalfOpen => now >= row.LeaseUntil || now < row.ChangedAt - skew,
        _ => false,
    };

    /// <summary>The state as it reads at <paramref name="now"/>: an open breaker whose break is over is half-open.</summary>
    public static CircuitState StateAt(BreakerRow row, long now, long skew) =>
        row.State == CircuitState.Open && IsElectable(row, now, skew) ? CircuitState.HalfOpen : row.State;

    /// <summary>The row, opened for the break of <paramref name="command"/>.</summary>
    public static BreakerRow Opened(BreakerRow row, in BreakerCommand command) => row with
    {
        State = CircuitState.Open,
        Generation = row.Generation + 1,
        ChangedAt = command.Now,
        OpenUntil = command.Now + command.Break,
        OpenedAt = command.UtcNow,
        Leases = null,
    };

    /// <summary>The row, closed and without a memory of failures.</summary>
    public static BreakerRow Closed(BreakerRow row, in BreakerCommand command) => row with
    {
        State = CircuitState.Closed,
        Failures = 0,
        Attempts = 0,
        Generation = row.Generation + 1,
        ChangedAt = command.Now,
        Leases = null,
        ProbesSucceeded = 0,
        ProbesFailed = 0,
        ProbesSlow = 0,
    };

    private static BreakerRow? Fail(BreakerRow row, in BreakerCommand command)
    {
        if (!IsCurrent(row, command))
        {
            return null;
        }

        var counted = row with { Failures = row.Failures + 1, LastFailureAt = command.UtcNow, LastCause = command.Cause };
        return counted.Failures < command.FailMax ? counted : Opened(counted, command);
    }

    private static BreakerRow? Succeed(BreakerRow row, in BreakerCommand command) =>
        !IsCurrent(row, command) || row.Failures == 0 ? null : row with { Failures = 0, Attempts = 0, ChangedAt = command.Now };

    private static BreakerRow? Trip(BreakerRow row, in BreakerCommand command) => !IsCurrent(row, command) ? null : Opened(row, command) with
    {
        Failures = command.Failures,
        LastFailureAt = command.LastFailureAt == 0 ? row.LastFailureAt : command.LastFailureAt,
        LastCause = command.Cause,
    };

    private static BreakerRow? Isolate(BreakerRow row, in BreakerCommand command) =>
        row.State == CircuitState.Isolated
            ? null
            : row with
            {
                State = CircuitState.Isolated,
                Generation = row.Generation + 1,
                ChangedAt = command.Now,
                OpenedAt = command.UtcNow,
                LastCause = command.Cause ?? row.LastCause,
                Leases = null,
            };

    // A breaker that nothing has happened to stays as it is, so that resetting creates no row and no file.
    private static BreakerRow? Reset(BreakerRow row, in BreakerCommand command) =>
        row is { State: CircuitState.Closed, Failures: 0 } && row.Generation == row.Born ? null : Closed(row, command);

    // Always a change: outcomes of calls that were admitted elsewhere must not count here.
    private static BreakerRow Adopt(BreakerRow row, in BreakerCommand command)
    {
        var next = row with { Generation = Math.Max(row.Generation, command.Generation) + 1, ChangedAt = command.Now };
        return row.State == CircuitState.Isolated || !command.Rejects ? next : next with
        {
            State = command.State,
            Failures = command.Failures,
            OpenUntil = command.Now + command.Break,
            OpenedAt = command.UtcNow,
            LastFailureAt = command.UtcNow,
            LastCause = command.Cause,
            Leases = null,
        };
    }

    private static BreakerRow Restore(BreakerRow row, in BreakerCommand command) => Closed(row, command) with
    {
        State = command.State,
        Failures = command.Failures,
        Attempts = command.Attempts,
        OpenUntil = command.Now + command.Break,
        OpenedAt = command.OpenedAt,
        LastFailureAt = command.LastFailureAt,
        LastCause = command.Cause,
    };

    private static bool IsCurrent(BreakerRow row, in BreakerCommand command) =>
        row.State == CircuitState.Closed && (row.Generation == command.Generation || (command.Generation == 0 && row.Generation == row.Born));
}
