namespace Unfazed.Resilience;

/// <summary>The state machine: a row and a command give the next row. Pure; a store on a database says the same in SQL.</summary>
internal static class BreakerMachine
{
    /// <summary>How many times the lease that is asked for a probe may have, after others before it have outlived theirs.</summary>
    public const int MaxLeaseFactor = 4;

    /// <summary>The row after <paramref name="command"/>, or null where it changes nothing.</summary>
    public static BreakerRow? Next(BreakerRow row, in BreakerCommand command) => command.Kind switch
    {
        BreakerCommandKind.Elect => Elect(row, command),
        BreakerCommandKind.Fail => Fail(row, command),
        BreakerCommandKind.Succeed => Succeed(row, command),
        BreakerCommandKind.Release => Release(row, command),
        BreakerCommandKind.Isolate => Isolate(row, command),
        BreakerCommandKind.Reset => Reset(row, command),
        BreakerCommandKind.Adopt => Adopt(row, command),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "No such command."),
    };

    /// <summary>Whether a probe may be elected: the break or the lease is over, or the clock was set back behind the last change.</summary>
    public static bool IsElectable(BreakerRow row, long now, long skew) => row.State switch
    {
        CircuitState.Open => now >= row.OpenUntil || now < row.ChangedAt - skew,
        CircuitState.HalfOpen => now >= row.LeaseUntil || now < row.ChangedAt - skew,
        _ => false,
    };

    /// <summary>The state as it reads at <paramref name="now"/>: an open breaker whose break is over is half-open.</summary>
    public static CircuitState StateAt(BreakerRow row, long now, long skew) =>
        row.State == CircuitState.Open && IsElectable(row, now, skew) ? CircuitState.HalfOpen : row.State;

    private static BreakerRow? Elect(BreakerRow row, in BreakerCommand command) =>
        !IsElectable(row, command.Now, command.Skew)
            ? null
            : row with
            {
                State = CircuitState.HalfOpen,
                Generation = row.Generation + 1,
                Attempts = row.Attempts + 1,
                ChangedAt = command.Now,
                LeaseUntil = command.Now + LeaseAfter(row, command.Lease),
            };

    // A probe that outlives its lease may be slow and not dead: the next one has twice the time, up to four times what was asked for.
    private static long LeaseAfter(BreakerRow row, long asked) => row.State == CircuitState.HalfOpen
        ? Math.Max(asked, Math.Min(2 * (row.LeaseUntil - row.ChangedAt), MaxLeaseFactor * asked))
        : asked;

    private static BreakerRow? Fail(BreakerRow row, in BreakerCommand command)
    {
        if (!IsCurrent(row, command))
        {
            return null;
        }

        var counted = row with { Failures = row.Failures + 1, LastFailureAt = command.UtcNow, LastCause = command.Cause };
        return row.State != CircuitState.HalfOpen && counted.Failures < command.FailMax
            ? counted
            : counted with
            {
                State = CircuitState.Open,
                Generation = row.Generation + 1,
                ChangedAt = command.Now,
                OpenUntil = command.Now + command.Break,
                OpenedAt = command.UtcNow,
            };
    }

    private static BreakerRow? Succeed(BreakerRow row, in BreakerCommand command)
    {
        var probed = row.State == CircuitState.HalfOpen;
        if (!IsCurrent(row, command) || (row.Failures == 0 && !probed))
        {
            return null;
        }

        return row with
        {
            State = CircuitState.Closed,
            Failures = 0,
            Attempts = 0,
            Generation = row.Generation + (probed ? 1 : 0),
            ChangedAt = command.Now,
        };
    }

    private static BreakerRow? Release(BreakerRow row, in BreakerCommand command) =>
        row.State != CircuitState.HalfOpen || row.Generation != command.Generation
            ? null
            : row with
            {
                State = CircuitState.Open,
                OpenUntil = command.Now,
                Generation = row.Generation + 1,
                ChangedAt = command.Now,
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
            };

    // A breaker that nothing has happened to stays as it is, so that resetting creates no row and no file.
    private static BreakerRow? Reset(BreakerRow row, in BreakerCommand command) =>
        row is { State: CircuitState.Closed, Failures: 0 } && row.Generation == row.Born
            ? null
            : row with
            {
                State = CircuitState.Closed,
                Failures = 0,
                Attempts = 0,
                Generation = row.Generation + 1,
                ChangedAt = command.Now,
            };

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
        };
    }

    private static bool IsCurrent(BreakerRow row, in BreakerCommand command) =>
        row.State is CircuitState.Closed or CircuitState.HalfOpen
        && (row.Generation == command.Generation || (command.Generation == 0 && row.Generation == row.Born));
}
