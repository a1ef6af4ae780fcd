namespace Unfazed.Resilience;

public sealed partial class CircuitBreaker
{
    /// <summary>The call of <paramref name="permit"/> reached the service and the service worked, whatever it found.</summary>
    public void RecordSuccess(CircuitPermit permit)
    {
        if (new PackedState(Volatile.Read(ref _word)).NothingToClear)
        {
            return;
        }

        RecordSuccessBeyondClosed(permit);
    }

    /// <summary>The call of <paramref name="permit"/> failed through the service's fault.</summary>
    /// <param name="permit">What <see cref="TryAdmit(out CircuitPermit, out CircuitRejection)"/> gave.</param>
    /// <param name="cause">What went wrong; kept on one line of at most 300 characters, and on disk where there is a store: no secrets.</param>
    public void RecordFailure(CircuitPermit permit, string? cause = null)
    {
        var length = Options.BreakAfter(permit.Attempts);
        using (Enter())
        {
            var answer = ApplyLocked(clock => Outcome(BreakerCommandKind.Fail, permit, clock) with
            {
                Break = clock.ToUnits(length),
                FailMax = Options.FailMax,
                Cause = CauseText.OneLine(cause),
            });
            if (answer.Changed && answer.Row.State == CircuitState.Open)
            {
                AnnounceLocked(permit.IsProbe ? CircuitState.HalfOpen : CircuitState.Closed, answer.Row);
            }
        }
    }

    /// <summary>As <see cref="RecordFailure(CircuitPermit, string?)"/>, with the exception's type and message as the cause.</summary>
    public void RecordFailure(CircuitPermit permit, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        RecordFailure(permit, $"{cause.GetType().Name}: {cause.Message}");
    }

    /// <summary>
    /// The call of <paramref name="permit"/> says nothing about the service: the caller cancelled it, the tool is missing, the login was
    /// refused. A probe's place becomes free at once.
    /// </summary>
    public void RecordNeutral(CircuitPermit permit)
    {
        if (!permit.IsProbe)
        {
            return;
        }

        using (Enter())
        {
            var answer = ApplyLocked(clock => Outcome(BreakerCommandKind.Release, permit, clock));
            if (answer.Changed)
            {
                AnnounceLocked(CircuitState.HalfOpen, answer.Row);
            }
        }
    }

    /// <summary>A success, without a permit: clears the failures, or closes the breaker if <see cref="ShouldAttempt"/> sent the probe.</summary>
    public void RecordSuccess()
    {
        if (!new PackedState(Volatile.Read(ref _word)).NothingToClear && TryPlainPermit(out var permit))
        {
            RecordSuccessBeyondClosed(permit);
        }
    }

    /// <summary>A failure, without a permit: counts while closed, or re-opens the breaker if <see cref="ShouldAttempt"/> sent the probe.</summary>
    public void RecordFailure()
    {
        if (TryPlainPermit(out var permit))
        {
            RecordFailure(permit);
        }
    }

    private void RecordSuccessBeyondClosed(CircuitPermit permit)
    {
        // A success is written only when there is something to clear: a store sees no traffic while all is well.
        if (!permit.IsProbe && permit.FailuresSeen == 0 && new PackedState(Volatile.Read(ref _word)).Failures == 0)
        {
            return;
        }

        using (Enter())
        {
            var answer = ApplyLocked(clock => Outcome(BreakerCommandKind.Succeed, permit, clock));
            if (answer.Changed && permit.IsProbe)
            {
                AnnounceLocked(CircuitState.HalfOpen, answer.Row);
            }
        }
    }

    private bool TryPlainPermit(out CircuitPermit permit)
    {
        var row = Look().Row;
        permit = row.State switch
        {
            CircuitState.Closed => CircuitPermit.ForCall(row.Generation, row.Failures),
            CircuitState.HalfOpen when row.Generation == Volatile.Read(ref _plainProbe) => CircuitPermit.ForProbe(row),
            _ => default,
        };
        return permit != default;
    }

    private void Override(BreakerCommandKind kind, string? reason)
    {
        using (Enter())
        {
            var from = ReadLocked().Row.State;
            var answer = ApplyLocked(clock => new BreakerCommand
            {
                Kind = kind,
                Now = clock.Now,
                UtcNow = clock.UtcNow,
                Cause = CauseText.OneLine(reason),
            });
            if (answer.Changed && from != answer.Row.State)
            {
                AnnounceLocked(from, answer.Row);
            }
        }
    }

    private void AnnounceLocked(CircuitState from, BreakerRow row)
    {
        ResilienceTelemetry.Transitioned(Name, from, row.State);
        _feed.EnqueueLocked(new CircuitTransition(Name, from, row.State, row.Generation, _time.GetUtcNow(), row.LastCause));
    }

    private static BreakerCommand Outcome(BreakerCommandKind kind, CircuitPermit permit, BreakerClock clock) => new()
    {
        Kind = kind,
        Generation = permit.Generation,
        Now = clock.Now,
        UtcNow = clock.UtcNow,
    };
}
