using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>One history: each step is done to the breaker and to the model, and both are compared.</summary>
internal sealed class ModelRun(FakeTimeProvider clock, CircuitBreakerOptions options, CircuitBreaker[] breakers)
{
    private readonly BreakerModel _model = new(options.FailMax, (int)options.ResetTimeout.TotalSeconds, (int)(options.OperationTimeout + options.LeaseGrace).TotalSeconds);
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly List<(CircuitPermit Permit, object Epoch)> _held = [];
    private DateTimeOffset _leaseUntil = DateTimeOffset.MinValue;
    private object? _leased;
    private long _generation;

    private double Now => (clock.GetUtcNow() - _start).TotalSeconds;

    public void Step(int step)
    {
        var breaker = breakers[step % breakers.Length];
        var choice = step / 10;
        switch (step % 10)
        {
            case 0 or 1 or 2:
                Admit(breaker);
                break;
            case 3 or 4 or 5 or 6 when _held.Count > 0:
                Report(breaker, step % 10, choice);
                break;
            case 7 or 8:
                clock.Advance(TimeSpan.FromSeconds(choice % 6));
                break;
            case 9 when choice < 10:
                breaker.Isolate("by hand");
                _model.Isolate();
                _leased = null;
                break;
            case 9 when choice < 40:
                breaker.Reset();
                _model.Reset();
                _leased = null;
                break;
        }

        Compare(breaker);
    }

    /// <summary>However it went: unless isolated, after a break and a lease a call is admitted.</summary>
    public void BecomesElectable()
    {
        clock.Advance(options.ResetTimeout + (4 * (options.OperationTimeout + options.LeaseGrace)));
        Assert.Equal(_model.Kept != CircuitState.Isolated, breakers[0].TryAdmit(out _, out _));
    }

    private void Admit(CircuitBreaker breaker)
    {
        var epoch = _model.Admit(Now);
        Assert.Equal(epoch is not null, breaker.TryAdmit(out var permit, out var rejection));
        if (epoch is null)
        {
            Assert.True(rejection.RetryAfter >= TimeSpan.Zero);
            return;
        }

        Assert.Equal(_model.Kept == CircuitState.HalfOpen, permit.IsProbe);
        if (permit.IsProbe)
        {
            // Never two live leases.
            Assert.True(_leased is null || clock.GetUtcNow() >= _leaseUntil);
            _leased = epoch;
            _leaseUntil = _start + TimeSpan.FromSeconds(_model.Until);
        }

        _held.Add((permit, epoch));
    }

    private void Report(CircuitBreaker breaker, int kind, int choice)
    {
        var (permit, epoch) = _held[choice % _held.Count];
        _held.RemoveAt(choice % _held.Count);
        var before = breaker.Row;
        switch (kind)
        {
            case 3 or 4:
                breaker.RecordFailure(permit, "refused");
                _model.Fail(epoch, Now);
                break;
            case 5:
                breaker.RecordSuccess(permit);
                _model.Succeed(epoch);
                break;
            default:
                breaker.RecordNeutral(permit);
                _model.Release(epoch, Now);
                break;
        }

        if (ReferenceEquals(epoch, _leased))
        {
            _leased = null;
        }

        if (permit.Generation != before.Generation && !(permit.Generation == 0 && before.Generation == before.Born))
        {
            // No outcome of one generation changes a later one.
            Assert.Equal(before, breaker.Row);
        }
    }

    private void Compare(CircuitBreaker breaker)
    {
        Assert.Equal((_model.StateAt(Now), _model.Failures), (breaker.State, breaker.Failures));
        Assert.True(breaker.State != CircuitState.Closed || breaker.Failures < options.FailMax);
        Assert.True(breaker.Row.Generation >= _generation);
        _generation = breaker.Row.Generation;
    }
}
