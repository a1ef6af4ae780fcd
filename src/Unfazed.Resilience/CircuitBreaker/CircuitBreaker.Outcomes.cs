using System.Globalization;
using System.Runtime.InteropServices;

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

        Settle(permit, SuccessOf(permit, null));
    }

    /// <summary>As <see cref="RecordSuccess(CircuitPermit)"/>, for a call whose duration the caller knows better.</summary>
    /// <param name="permit">What <see cref="TryAdmit(out CircuitPermit, out CircuitRejection)"/> gave.</param>
    /// <param name="duration">How long the call took; compared with <see cref="CircuitBreakerOptions.SlowCallDuration"/>.</param>
    public void RecordSuccess(CircuitPermit permit, TimeSpan duration) => Settle(permit, SuccessOf(permit, duration));

    /// <summary>The call of <paramref name="permit"/> failed through the service's fault.</summary>
    /// <param name="permit">What <see cref="TryAdmit(out CircuitPermit, out CircuitRejection)"/> gave.</param>
    /// <param name="cause">What went wrong; kept on one line of at most 300 characters, and on disk where there is a store: no secrets.</param>
    public void RecordFailure(CircuitPermit permit, string? cause = null) =>
        Settle(permit, new CallOutcome(HasFailed: true, IsSlow(permit, null), CauseText.OneLine(cause)));

    /// <summary>As <see cref="RecordFailure(CircuitPermit, string?)"/>, for a call whose duration the caller knows better.</summary>
    /// <param name="permit">What <see cref="TryAdmit(out CircuitPermit, out CircuitRejection)"/> gave.</param>
    /// <param name="duration">How long the call took; compared with <see cref="CircuitBreakerOptions.SlowCallDuration"/>.</param>
    /// <param name="cause">What went wrong; kept on one line of at most 300 characters, and on disk where there is a store: no secrets.</param>
    public void RecordFailure(CircuitPermit permit, TimeSpan duration, string? cause = null) =>
        Settle(permit, new CallOutcome(HasFailed: true, IsSlow(permit, duration), CauseText.OneLine(cause)));

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
        if (!permit.IsProbe || Options.Mode == CircuitMode.Disabled)
        {
            return;
        }

        using (Enter())
        {
            var rule = Options.ProbeRule;
            var answer = ApplyLocked(clock => Command(BreakerCommandKind.Release, permit, clock) with { Probes = rule });
            if (answer.Changed && answer.Row.State != CircuitState.HalfOpen)
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
            Settle(permit, SuccessOf(permit, null));
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

    private void Settle(CircuitPermit permit, in CallOutcome outcome)
    {
        if (permit == default || Options.Mode == CircuitMode.Disabled)
        {
            return;
        }

        if (!permit.IsProbe && Volatile.Read(ref _window) is { } window)
        {
            var call = CallCounts.One(outcome.HasFailed, outcome.IsSlow);
            if (window.Reaches(permit.Generation, this, call, outcome.Cause, out var trip))
            {
                Trip(permit, window, trip);
            }
        }
        else if (permit.IsProbe || outcome.HasFailed || permit.FailuresSeen != 0 || new PackedState(Volatile.Read(ref _word)).Failures != 0)
        {
            // A success is written only when there is something to clear: a store sees no traffic while all is well.
            Apply(permit, outcome);
        }
    }

    private void Apply(CircuitPermit permit, CallOutcome outcome)
    {
        var options = Options;
        var length = options.BreakAfter(permit.Attempts);
        using (Enter())
        {
            var answer = ApplyLocked(clock => Command(outcome.HasFailed ? BreakerCommandKind.Fail : BreakerCommandKind.Succeed, permit, clock) with
            {
                Break = clock.ToUnits(length),
                FailMax = options.FailMax,
                Cause = outcome.Cause,
                IsSlow = outcome.IsSlow,
                Probes = options.ProbeRule,
            });
            var before = permit.IsProbe ? CircuitState.HalfOpen : CircuitState.Closed;
            if (answer.Changed && answer.Row.State != before)
            {
                AnnounceLocked(before, answer.Row);
            }
        }
    }

    private void Trip(CircuitPermit permit, CallWindow window, WindowTrip trip)
    {
        var options = Options;
        var length = options.BreakAfter(0);
        var cause = trip.HasFailed ? trip.LastCause : SlowCause($"{trip.Counts.Slow} of {trip.Counts.Calls} calls", options);
        using (Enter())
        {
            var answer = ApplyLocked(clock => Command(BreakerCommandKind.Trip, permit, clock) with
            {
                Break = clock.ToUnits(length),
                Failures = trip.Counts.Failed,
                LastFailureAt = trip.LastFailureAt,
                Cause = cause,
            });
            if (answer.Changed)
            {
                window.Tripped(answer.Row.Generation);
                AnnounceLocked(CircuitState.Closed, answer.Row);
            }
        }
    }

    private CallOutcome SuccessOf(CircuitPermit permit, TimeSpan? duration)
    {
        var isSlow = IsSlow(permit, duration);
        return new CallOutcome(HasFailed: false, isSlow, isSlow && permit.IsProbe ? SlowCause("a probe", Options) : null);
    }

    private bool IsSlow(CircuitPermit permit, TimeSpan? duration)
    {
        if (Options.SlowCallDuration is not { } limit)
        {
            return false;
        }

        return (duration ?? (permit.StartedAt is { } started ? _time.GetElapsedTime(started) : TimeSpan.Zero)) > limit;
    }

    private static string SlowCause(string what, CircuitBreakerOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} took longer than {options.SlowCallDuration!.Value.TotalSeconds:0.###} s");

    private bool TryPlainPermit(out CircuitPermit permit)
    {
        var row = Look().Row;
        permit = row.State switch
        {
            CircuitState.Closed => CircuitPermit.ForCall(row.Generation, row.Failures),
            CircuitState.HalfOpen when row.Generation == Volatile.Read(ref _plainProbe) =>
                CircuitPermit.ForProbe(row, Volatile.Read(ref _plainTicket), null),
            _ => default,
        };
        return permit != default;
    }

    private void Override(Func<BreakerClock, BreakerCommand> command)
    {
        using (Enter())
        {
            var before = ReadLocked().Row;
            var answer = ApplyLocked(command);
            _window?.Clear();
            if (answer.Changed && before.State != answer.Row.State)
            {
                AnnounceLocked(before.State, answer.Row);
            }
        }
    }

    private void AnnounceLocked(CircuitState from, BreakerRow row)
    {
        ResilienceTelemetry.Transitioned(Name, from, row.State);
        _feed.EnqueueLocked(new CircuitTransition(Name, from, row.State, row.Generation, _time.GetUtcNow(), row.LastCause) { Mode = Options.Mode });
    }

    private static BreakerCommand Command(BreakerCommandKind kind, CircuitPermit permit, BreakerClock clock) => new()
    {
        Kind = kind,
        Generation = permit.Generation,
        Ticket = permit.Ticket,
        Now = clock.Now,
        UtcNow = clock.UtcNow,
    };

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CallOutcome(bool HasFailed, bool IsSlow, string? Cause);
}
