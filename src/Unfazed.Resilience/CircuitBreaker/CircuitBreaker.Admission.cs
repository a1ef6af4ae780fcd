namespace Unfazed.Resilience;

public sealed partial class CircuitBreaker
{
    /// <summary>Asks for leave to make one call. Nothing is thrown, and nothing allocated while closed or open in memory.</summary>
    /// <param name="permit">To hand back with the outcome, if the answer is true.</param>
    /// <param name="rejection">Why not and until when, if the answer is false.</param>
    /// <returns>Whether the call may be made. A half-open breaker says so to exactly one caller for the length of a lease.</returns>
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

        var view = Volatile.Read(ref _view);
        if (view.RefusesAtOnce(out var retryAfter))
        {
            permit = default;
            rejection = new CircuitRejection(this, view.Row, retryAfter);
            ResilienceTelemetry.Rejected(Name, view.Row.State);
            return false;
        }

        return TryAdmitBeyondClosed(operationTimeout ?? Options.OperationTimeout, out permit, out rejection);
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
            Volatile.Write(ref _plainProbe, permit.Generation);
        }

        return true;
    }

    private bool TryAdmitBeyondClosed(TimeSpan operationTimeout, out CircuitPermit permit, out CircuitRejection rejection)
    {
        if (InMemory && RejectsWithoutLock(out rejection))
        {
            permit = default;
            ResilienceTelemetry.Rejected(Name, rejection.State);
            return false;
        }

        using (Enter())
        {
            var view = ReadLocked();
            if (view.Row.State == CircuitState.Closed)
            {
                permit = CircuitPermit.ForCall(view.Row.Generation, view.Row.Failures);
                rejection = default;
                return true;
            }

            if (view.IsElectable(view.Clock.Now) && TryElectLocked(view.Row.State, operationTimeout, out permit))
            {
                rejection = default;
                return true;
            }

            permit = default;
            rejection = Rejection(_view, _view.Clock.Now);
        }

        ResilienceTelemetry.Rejected(Name, rejection.State);
        return false;
    }

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

    private bool TryElectLocked(CircuitState from, TimeSpan operationTimeout, out CircuitPermit permit)
    {
        var lease = operationTimeout + Options.LeaseGrace;
        var answer = ApplyLocked(clock => new BreakerCommand
        {
            Kind = BreakerCommandKind.Elect,
            Now = clock.Now,
            UtcNow = clock.UtcNow,
            Skew = clock.Skew,
            Lease = clock.ToUnits(lease),
        });
        if (!answer.Changed)
        {
            permit = default;
            return false;
        }

        permit = CircuitPermit.ForProbe(answer.Row);
        ResilienceTelemetry.Probed(Name);
        AnnounceLocked(from, answer.Row);
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
