namespace Unfazed.Resilience;

public sealed partial class CircuitBreaker
{
    /// <summary>Asks for leave to make one call. Nothing is thrown, and nothing allocated while closed or open in memory.</summary>
    /// <param name="permit">To hand back with the outcome, if the answer is true.</param>
    /// <param name="rejection">Why not and until when, if the answer is false.</param>
    /// <returns>Whether the call may be made. A half-open breaker says so to <see cref="CircuitBreakerOptions.HalfOpenMaxCalls"/> callers at once, each for the length of a lease.</returns>
    public bool TryAdmit(out CircuitPermit permit, out CircuitRejection rejection) => TryAdmit((TimeSpan?)null, out permit, out rejection);

    /// <summary>As <see cref="TryAdmit(out CircuitPermit, out CircuitRejection)"/>, for a call that may take longer or shorter than others.</summary>
    /// <param name="operationTimeout">How long this call may take: a probe's lease is this and <see cref="CircuitBreakerOptions.LeaseGrace"/>.</param>
    /// <param name="permit">To hand back with the outcome, if the answer is true.</param>
    /// <param name="rejection">Why not and until when, if the answer is false.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="operationTimeout"/> is not positive or above 30 days.</exception>
    public bool TryAdmit(TimeSpan operationTimeout, out CircuitPermit permit, out CircuitRejection rejection)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(operationTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(operationTimeout, CircuitBreakerOptions.Longest);
        return TryAdmit((TimeSpan?)operationTimeout, out permit, out rejection);
    }

    /// <summary>As the public ones, for a timeout that was validated before; null for that of the options.</summary>
    internal bool TryAdmit(TimeSpan? operationTimeout, out CircuitPermit permit, out CircuitRejection rejection)
    {
        var word = new PackedState(Volatile.Read(ref _word));
        if (word.AdmitsAtOnce)
        {
            permit = CircuitPermit.ForCall(word.Generation, word.Failures);
            rejection = default;
            return true;
        }

        return TryAdmitFurther(operationTimeout, out permit, out rejection);
    }

    /// <summary>Whether a call may be made. Where it says so of a half-open breaker, the next plain outcome is taken for the probe's.</summary>
    public bool ShouldAttempt()
    {
        if (!TryAdmit(out var permit, out _))
        {
            return false;
        }

        if (permit.IsProbe)
        {
            Volatile.Write(ref _plainTicket, permit.Ticket);
            Volatile.Write(ref _plainProbe, permit.Generation);
        }

        return true;
    }

    private bool TryAdmitFurther(TimeSpan? operationTimeout, out CircuitPermit permit, out CircuitRejection rejection)
    {
        var options = Options;
        if (options.Mode == CircuitMode.Disabled)
        {
            permit = default;
            rejection = default;
            return true;
        }

        var view = Volatile.Read(ref _view);
        if (view.RefusesAtOnce(out var retryAfter))
        {
            rejection = new CircuitRejection(this, view.Row, retryAfter);
        }
        else if (InMemory && new PackedState(Volatile.Read(ref _word)) is { State: CircuitState.Closed } word)
        {
            permit = CircuitPermit.ForMeasuredCall(word.Generation, word.Failures, Started(options));
            rejection = default;
            return true;
        }
        else if (TryAdmitBeyondClosed(operationTimeout ?? options.OperationTimeout, out permit, out rejection))
        {
            return true;
        }

        // A default permit belongs to no generation: a call that would have been rejected counts for nothing.
        permit = default;
        if (options.Mode == CircuitMode.MetricsOnly)
        {
            ResilienceTelemetry.WouldReject(Name, rejection.State);
            rejection = default;
            return true;
        }

        ResilienceTelemetry.Rejected(Name, rejection.State);
        return false;
    }

    private bool TryAdmitBeyondClosed(TimeSpan operationTimeout, out CircuitPermit permit, out CircuitRejection rejection)
    {
        permit = default;
        if (InMemory && RejectsWithoutLock(out rejection))
        {
            return false;
        }

        using (Enter())
        {
            var view = ReadLocked();
            rejection = default;
            if (view.Row.State == CircuitState.Closed)
            {
                permit = CircuitPermit.ForMeasuredCall(view.Row.Generation, view.Row.Failures, Started(Options));
                return true;
            }

            if (view.IsElectable(view.Clock.Now) && TryElectLocked(view.Row, operationTimeout, out permit))
            {
                return true;
            }

            rejection = Rejection(_view, _view.Clock.Now);
            return false;
        }
    }

    private long? Started(CircuitBreakerOptions options) => options.SlowCallDuration is null ? null : _time.GetTimestamp();

    private bool RejectsWithoutLock(out CircuitRejection rejection)
    {
        var view = Volatile.Read(ref _view);
        rejection = default;
        if (view.Row.State == CircuitState.Closed)
        {
            return false;
        }

        var now = view.Clock.Now;
        if (view.IsElectable(now))
        {
            return false;
        }

        rejection = Rejection(view, now);
        return true;
    }

    private bool TryElectLocked(BreakerRow before, TimeSpan operationTimeout, out CircuitPermit permit)
    {
        var options = Options;
        var lease = operationTimeout + options.LeaseGrace;
        var answer = ApplyLocked(clock => new BreakerCommand
        {
            Kind = BreakerCommandKind.Elect,
            Now = clock.Now,
            UtcNow = clock.UtcNow,
            Skew = clock.Skew,
            Lease = clock.ToUnits(lease),
            Probes = options.ProbeRule,
        });
        if (!answer.Changed)
        {
            permit = default;
            return false;
        }

        permit = CircuitPermit.ForProbe(answer.Row, answer.Row.Ticket, Started(options));
        ResilienceTelemetry.Probed(Name);
        if (before.State != answer.Row.State || before.Generation != answer.Row.Generation)
        {
            AnnounceLocked(before.State, answer.Row);
        }

        return true;
    }

    private CircuitRejection Rejection(BreakerView view, long now)
    {
        var options = Options;
        var longest = view.Row.State == CircuitState.HalfOpen ? CircuitBreakerOptions.Longest
            : options.BreakDuration is null ? options.ResetTimeout : options.MaxBreak;
        return new CircuitRejection(this, view.Row, view.RetryAfter(now, longest));
    }
}
