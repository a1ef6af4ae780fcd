using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Policies;

/// <summary>A long random history: each step is done to the breaker and to the model, and both are compared.</summary>
internal sealed class PolicyRun(FakeTimeProvider clock, CircuitBreakerOptions options, CircuitBreaker[] breakers, int seed)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    private readonly PolicyModel _model = new(options);
    private readonly Random _random = new(seed);
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly List<(CircuitPermit Permit, object? Call)> _held = [];
    private readonly HashSet<CircuitState> _seen = [];
    private long _generation;
    private int _step;

    private double Now => (clock.GetUtcNow() - _start).TotalSeconds;

    public void Run(int steps)
    {
        for (_step = 0; _step < steps; _step++)
        {
            var breaker = breakers[_random.Next(breakers.Length)];
            Step(breaker);
            Compare(breaker);
        }

        // A history that never leaves a state proves little.
        Assert.Equal(4, _seen.Count);
    }

    private void Step(CircuitBreaker breaker)
    {
        switch (_random.Next(20))
        {
            case < 8:
                Admit(breaker);
                break;
            case < 16 when _held.Count > 0:
                Report(breaker);
                break;
            case < 19:
                clock.Advance(TimeSpan.FromMilliseconds(250 * _random.Next(1, 9)));
                break;
            default:
                Steer(breaker, _random.Next(40));
                break;
        }
    }

    private void Admit(CircuitBreaker breaker)
    {
        var call = _model.Admit(Now);
        var isAdmitted = breaker.TryAdmit(out var permit, out var rejection);
        Require(isAdmitted == (call is not null || options.Mode == CircuitMode.MetricsOnly), breaker);
        Require(rejection.RetryAfter >= TimeSpan.Zero && _model.Live(Now) <= options.HalfOpenMaxCalls, breaker);
        if (isAdmitted)
        {
            Assert.Equal(call is not null && _model.Kept == CircuitState.HalfOpen, permit.IsProbe);
            _held.Add((permit, call));
        }
    }

    private void Report(CircuitBreaker breaker)
    {
        var i = _random.Next(_held.Count);
        var (permit, call) = _held[i];

        // A success is written where the process has seen a failure: each has seen the newest.
        _ = breaker.State;
        _held.RemoveAt(i);
        var isSlow = _random.Next(4) == 0;
        var duration = isSlow ? Slow : TimeSpan.FromSeconds(1);
        switch (_random.Next(10))
        {
            case < 4:
                breaker.RecordFailure(permit, duration, "refused");
                ReportToModel(call, failed: true, isSlow);
                break;
            case < 9:
                breaker.RecordSuccess(permit, duration);
                ReportToModel(call, failed: false, isSlow);
                break;
            default:
                breaker.RecordNeutral(permit);
                if (call is not null)
                {
                    _model.Release(call, Now);
                }

                break;
        }
    }

    private void ReportToModel(object? call, bool failed, bool slow)
    {
        if (call is not null)
        {
            _model.Report(call, failed, slow, Now);
        }
    }

    private void Steer(CircuitBreaker breaker, int choice)
    {
        switch (choice)
        {
            case 0:
                breaker.Isolate("by hand");
                _model.Isolate();
                break;
            case < 4:
                breaker.Reset();
                _model.Reset();
                break;
            case 4:
                Restore(breaker, (CircuitState)_random.Next(4), _random.Next(5), _random.Next(4));
                break;
        }
    }

    private void Restore(CircuitBreaker breaker, CircuitState state, int failures, int seconds)
    {
        breaker.Restore(new CircuitSnapshot
        {
            Name = "elsewhere",
            State = state,
            Failures = failures,
            Probes = 2,
            Durable = false,
            NextProbe = clock.GetUtcNow().AddSeconds(seconds),
        });
        var isOpen = state is CircuitState.Open or CircuitState.HalfOpen;
        _model.Restore(isOpen ? CircuitState.Open : state, failures, state == CircuitState.Open ? Now + seconds : Now);
    }

    private void Compare(CircuitBreaker breaker)
    {
        var ours = breaker.Snapshot();
        Require((_model.StateAt(Now), _model.Failures(Now)) == (ours.State, ours.Failures), breaker);
        Require(_model.Counts(Now) == (ours.Calls, ours.FailedCalls, ours.SlowCalls), breaker);
        Require(breaker.Row.Generation >= _generation, breaker);
        _generation = breaker.Row.Generation;
        _seen.Add(ours.State);
    }

    private void Require(bool met, CircuitBreaker breaker)
    {
        if (!met)
        {
            var model = $"{_model.StateAt(Now)} {_model.Failures(Now)} {_model.Counts(Now)}";
            Assert.Fail($"seed {seed}, step {_step}: model {model}, ours {breaker.Snapshot()}, row {breaker.Row}");
        }
    }
}
