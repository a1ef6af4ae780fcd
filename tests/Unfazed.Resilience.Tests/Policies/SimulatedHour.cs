using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Policies;

/// <summary>What became of the calls of some span of time.</summary>
internal sealed record CallShare(int Calls, int Rejected, int Failed)
{
    public double RejectedShare => (double)Rejected / Calls;

    public double FailedShare => (double)Failed / Calls;
}

/// <summary>How a service answers at a moment: when it was asked decides.</summary>
internal sealed record ServiceAnswer(bool Works, TimeSpan After);

/// <summary>One hour of calls at a steady rate behind a breaker, on a fake clock; calls overlap where the service is slow.</summary>
internal sealed class SimulatedHour(CircuitBreakerOptions options, TimeSpan every, Func<TimeSpan, ServiceAnswer> service)
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PriorityQueue<(CircuitPermit Permit, bool Works, int Call), TimeSpan> _running = new();
    private readonly List<(TimeSpan At, bool IsRejected)> _calls = [];
    private readonly HashSet<int> _failed = [];

    /// <summary>How long a call may take, which is the lease of a probe.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    public int Probes { get; private set; }

    public CircuitState Ends { get; private set; }

    public SimulatedHour Run()
    {
        var breaker = new CircuitBreaker("service", options, _clock);
        for (var at = TimeSpan.Zero; at < TimeSpan.FromHours(1); at += every)
        {
            while (_running.TryPeek(out _, out var ends) && ends <= at)
            {
                MoveTo(ends);
                End(breaker);
            }

            MoveTo(at);
            Begin(breaker, at);
        }

        Ends = breaker.State;
        return this;
    }

    public CallShare Share(TimeSpan? from = null, TimeSpan? to = null)
    {
        var calls = Enumerable.Range(0, _calls.Count).Where(i => _calls[i].At >= (from ?? TimeSpan.Zero) && _calls[i].At < (to ?? TimeSpan.MaxValue)).ToList();
        return new CallShare(calls.Count, calls.Count(i => _calls[i].IsRejected), calls.Count(_failed.Contains));
    }

    private void Begin(CircuitBreaker breaker, TimeSpan at)
    {
        var isAdmitted = breaker.TryAdmit(Timeout, out var permit, out _);
        _calls.Add((at, !isAdmitted));
        if (isAdmitted)
        {
            Probes += permit.IsProbe ? 1 : 0;
            var answer = service(at);
            _running.Enqueue((permit, answer.Works, _calls.Count - 1), at + answer.After);
        }
    }

    private void End(CircuitBreaker breaker)
    {
        var (permit, works, call) = _running.Dequeue();
        if (works)
        {
            breaker.RecordSuccess(permit);
        }
        else
        {
            _failed.Add(call);
            breaker.RecordFailure(permit, "refused");
        }
    }

    private void MoveTo(TimeSpan at) => _clock.Advance(at - TimeSpan.FromTicks(_clock.GetTimestamp()));
}
