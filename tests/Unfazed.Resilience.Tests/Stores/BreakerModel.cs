namespace Unfazed.Resilience.Tests;

/// <summary>What a breaker should do, written a second time and in another way: epochs as objects, time in seconds, no generations.</summary>
internal sealed class BreakerModel(int failMax, int reset, int lease)
{
    private Epoch _epoch = new();
    private double _until;
    private double _lease = lease;

    public CircuitState Kept { get; private set; }

    public int Failures { get; private set; }

    /// <summary>When the break or the lease of now ends, in seconds.</summary>
    public double Until => _until;

    public object? Admit(double now)
    {
        if (Kept == CircuitState.Closed)
        {
            return _epoch;
        }

        if (Kept == CircuitState.Isolated || now < _until)
        {
            return null;
        }

        // After a probe that outlived its lease the next one has twice the time, up to four times.
        _lease = Kept == CircuitState.HalfOpen ? Math.Min(2 * _lease, 4 * lease) : lease;
        Begin(CircuitState.HalfOpen, now + _lease);
        return _epoch;
    }

    public CircuitState StateAt(double now) => Kept == CircuitState.Open && now >= _until ? CircuitState.HalfOpen : Kept;

    public void Fail(object epoch, double now)
    {
        if (!IsLive(epoch))
        {
            return;
        }

        Failures++;
        if (Kept == CircuitState.HalfOpen || Failures >= failMax)
        {
            Begin(CircuitState.Open, now + reset);
        }
    }

    public void Succeed(object epoch)
    {
        if (!IsLive(epoch))
        {
            return;
        }

        Failures = 0;
        if (Kept == CircuitState.HalfOpen)
        {
            Begin(CircuitState.Closed, 0);
        }
    }

    public void Release(object epoch, double now)
    {
        if (IsLive(epoch) && Kept == CircuitState.HalfOpen)
        {
            Begin(CircuitState.Open, now);
        }
    }

    public void Isolate()
    {
        if (Kept != CircuitState.Isolated)
        {
            Begin(CircuitState.Isolated, 0);
        }
    }

    public void Reset()
    {
        if (Kept == CircuitState.Closed && Failures == 0 && _epoch.First)
        {
            return;
        }

        Failures = 0;
        Begin(CircuitState.Closed, 0);
    }

    private bool IsLive(object epoch) => ReferenceEquals(epoch, _epoch) && Kept is (CircuitState.Closed or CircuitState.HalfOpen);

    private void Begin(CircuitState state, double until)
    {
        Kept = state;
        _until = until;
        _epoch = new Epoch { First = false };
    }

    private sealed class Epoch
    {
        public bool First { get; init; } = true;
    }
}
