namespace Unfazed.Resilience;

/// <summary>The part of the state machine that sends probes and judges them: each has a ticket and a lease of its own.</summary>
internal static class ProbeMachine
{
    public static BreakerRow? Elect(BreakerRow row, in BreakerCommand command)
    {
        var now = command.Now;
        if (!BreakerMachine.IsElectable(row, now, command.Skew))
        {
            return null;
        }

        var goesOn = row.State == CircuitState.HalfOpen;
        var before = goesOn ? ProbeLeases.Parse(row.Leases) : [];
        var isSetBack = now < row.ChangedAt - command.Skew;
        var live = isSetBack ? [] : before.FindAll(lease => lease.Value > now);
        var hasLost = goesOn && (row.Leases is null || live.Count < before.Count);

        // While a probe is under way the generation stays, so that its outcome counts.
        var isNew = !goesOn || (hasLost && live.Count == 0);
        var length = goesOn ? LeaseAfter(row.LeaseLength, hasLost, command.Lease) : command.Lease;
        var ticket = isNew ? 1 : row.Ticket + 1;
        live.Add(KeyValuePair.Create(ticket, now + length));
        var next = row with
        {
            State = CircuitState.HalfOpen,
            Generation = row.Generation + (isNew ? 1 : 0),
            Attempts = row.Attempts + (isNew ? 1 : 0),
            ChangedAt = now,
            Ticket = ticket,
            LeaseLength = length,
            ProbesSucceeded = goesOn ? row.ProbesSucceeded : 0,
            ProbesFailed = goesOn ? row.ProbesFailed : 0,
            ProbesSlow = goesOn ? row.ProbesSlow : 0,
        };
        return WithLeases(next, live, command);
    }

    /// <summary>The outcome of a probe: opens, closes, or waits for more of them.</summary>
    public static BreakerRow? Settle(BreakerRow row, in BreakerCommand command, bool failed)
    {
        if (Without(row, command) is not { } rest)
        {
            return null;
        }

        var rule = command.Probes;
        var counted = row with
        {
            Failures = failed ? row.Failures + 1 : 0,
            LastFailureAt = failed ? command.UtcNow : row.LastFailureAt,
            LastCause = failed ? command.Cause : row.LastCause,
            ProbesSucceeded = row.ProbesSucceeded + (failed ? 0 : 1),
            ProbesFailed = row.ProbesFailed + (failed ? 1 : 0),
            ProbesSlow = row.ProbesSlow + (command.IsSlow ? 1 : 0),
            ChangedAt = command.Now,
        };
        var isDecided = counted.ProbesSucceeded + counted.ProbesFailed >= rule.Needed;
        if ((isDecided || rule.FailsAtOnce) && (counted.ProbesFailed >= rule.FailLimit || counted.ProbesSlow >= rule.SlowLimit))
        {
            return BreakerMachine.Opened(counted with { LastCause = command.Cause ?? counted.LastCause }, command);
        }

        return isDecided ? BreakerMachine.Closed(counted, command) : WithLeases(counted, rest, command);
    }

    /// <summary>A neutral end: the place is free at once. The only probe leaves the breaker as it was before.</summary>
    public static BreakerRow? Release(BreakerRow row, in BreakerCommand command)
    {
        if (Without(row, command) is not { } rest)
        {
            return null;
        }

        return rest.Count > 0 || row.ProbesSucceeded + row.ProbesFailed > 0
            ? WithLeases(row with { ChangedAt = command.Now }, rest, command)
            : row with
            {
                State = CircuitState.Open,
                OpenUntil = command.Now,
                Generation = row.Generation + 1,
                ChangedAt = command.Now,
                Leases = null,
            };
    }

    // A probe that outlives its lease may be slow and not dead: the next one has twice the time, up to four times what was asked for.
    private static long LeaseAfter(long length, bool hasLost, long asked) =>
        Math.Max(asked, Math.Min(hasLost ? 2 * length : length, BreakerMachine.MaxLeaseFactor * asked));

    private static BreakerRow WithLeases(BreakerRow row, List<KeyValuePair<int, long>> leases, in BreakerCommand command)
    {
        var total = leases.Count + row.ProbesSucceeded + row.ProbesFailed;
        var hasPlace = leases.Count < command.Probes.MaxCalls && total < command.Probes.MaxTotal;
        return row with
        {
            Leases = ProbeLeases.Format(leases),
            LeaseUntil = hasPlace || leases.Count == 0 ? command.Now : leases.Min(lease => lease.Value),
        };
    }

    /// <summary>The other leases, or null where the probe of <paramref name="command"/> has none any more.</summary>
    private static List<KeyValuePair<int, long>>? Without(BreakerRow row, in BreakerCommand command)
    {
        if (row.State != CircuitState.HalfOpen || row.Generation != command.Generation)
        {
            return null;
        }

        var ticket = command.Ticket;
        var leases = ProbeLeases.Parse(row.Leases);
        return leases.RemoveAll(lease => lease.Key == ticket) > 0 ? leases : null;
    }
}
