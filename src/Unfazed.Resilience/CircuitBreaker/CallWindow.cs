using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>
/// The window of one breaker: follows its generations, so that an outcome of an older one counts for nothing, and says when the rates reach a
/// threshold.
/// </summary>
internal sealed class CallWindow
{
    private readonly Lock _gate = new();
    private readonly IWindowCalls _calls;
    private readonly bool _readsClock;
    private readonly TimeProvider _time;
    private long _generation;
    private long _trippedInto = -1;
    private string? _lastCause;
    private long _lastFailureAt;

    public CallWindow(SlidingWindow shape, TimeProvider time)
    {
        Shape = shape;
        _time = time;
        _readsClock = shape.IsOfTime;
        _calls = shape.IsOfTime
            ? new TimedCalls(Math.Max(1, (long)(shape.Duration.TotalSeconds * time.TimestampFrequency / shape.Slices)), shape.Slices)
            : new CountedCalls(shape.Calls);
    }

    public SlidingWindow Shape { get; }

    /// <summary>Records a call of a closed breaker.</summary>
    /// <param name="generation">The one that the call was admitted under.</param>
    /// <param name="breaker">Gives the generation of now.</param>
    /// <param name="call">The call.</param>
    /// <param name="cause">Why it failed.</param>
    /// <param name="trip">Why the breaker must open, if the answer is true.</param>
    /// <returns>Whether a rate has reached its threshold.</returns>
    public bool Reaches(long generation, CircuitBreaker breaker, in CallCounts call, string? cause, out WindowTrip trip)
    {
        var options = breaker.Options;
        lock (_gate)
        {
            Follow(breaker.Generation);
            if (generation != _generation || _trippedInto > generation)
            {
                trip = default;
                return false;
            }

            var now = Now;
            _calls.Add(call, now);
            if (call.Failed != 0)
            {
                _lastCause = cause;
                _lastFailureAt = _time.GetUtcNow().ToUnixTimeMilliseconds();
            }

            var sum = _calls.At(now);
            if ((sum.Failed == 0 && sum.Slow == 0) || sum.Calls < options.EffectiveMinimum)
            {
                trip = default;
                return false;
            }

            var hasFailed = (double)sum.Failed / sum.Calls >= options.FailureRateThreshold;
            var isSlow = options.SlowCallDuration is not null && (double)sum.Slow / sum.Calls >= options.SlowCallRateThreshold;
            trip = hasFailed || isSlow ? new WindowTrip(sum, hasFailed, _lastCause, _lastFailureAt) : default;
            return hasFailed || isSlow;
        }
    }

    /// <summary>The breaker opened because of this window: what it has is shown until the breaker is half-open.</summary>
    public void Tripped(long generation)
    {
        lock (_gate)
        {
            _trippedInto = generation;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            Empty();
        }
    }

    /// <summary>What it has, for a breaker of <paramref name="generation"/>.</summary>
    public CallCounts Read(long generation)
    {
        lock (_gate)
        {
            return generation == _generation || generation == _trippedInto ? _calls.At(Now) : default;
        }
    }

    private long Now => _readsClock ? _time.GetTimestamp() : 0;

    private void Follow(long generation)
    {
        if (generation != _generation && generation != _trippedInto)
        {
            Empty();
            _generation = generation;
        }
    }

    private void Empty()
    {
        _calls.Clear();
        _lastCause = null;
        _lastFailureAt = 0;
        _trippedInto = -1;
    }
}

/// <summary>Why a window opens its breaker.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowTrip(CallCounts Counts, bool HasFailed, string? LastCause, long LastFailureAt);
