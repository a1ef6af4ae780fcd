namespace Unfazed.Resilience;

/// <summary>
/// The time that calls may wait for a store beyond its usual pace: spent by slow answers, refilled by the minute. A service that lives for
/// months has a pause of the garbage collector or a backup now and then.
/// </summary>
internal sealed class StoreBudget
{
    // A healthy store answers in well under a millisecond; what the scheduler of a busy machine adds is not the store's fault.
    private static readonly TimeSpan UsualPace = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly TimeSpan _perMinute;
    private readonly TimeProvider _time;
    private TimeSpan _left;
    private long _at;

    public StoreBudget(TimeSpan perMinute, TimeProvider time)
    {
        _perMinute = perMinute;
        _time = time;
        _left = perMinute;
        _at = time.GetTimestamp();
    }

    public TimeSpan Left
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _left;
            }
        }
    }

    /// <summary>Takes what an answer took beyond the usual pace.</summary>
    public void Spend(TimeSpan taken)
    {
        if (taken > UsualPace)
        {
            lock (_gate)
            {
                Refill();
                var left = _left - (taken - UsualPace);
                _left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        var left = _left + (_perMinute * Math.Min(_time.GetElapsedTime(_at, now) / TimeSpan.FromMinutes(1), 1));
        _left = left < _perMinute ? left : _perMinute;
        _at = now;
    }
}
