namespace Unfazed.Resilience;

/// <summary>The calls that a window holds. Not for several threads.</summary>
internal interface IWindowCalls
{
    /// <summary>What the window has at <paramref name="now"/>, a timestamp.</summary>
    CallCounts At(long now);

    void Add(in CallCounts call, long now);

    void Clear();
}

/// <summary>The last so many calls, in a ring.</summary>
internal sealed class CountedCalls(int size) : IWindowCalls
{
    private const byte Failed = 1;
    private const byte Slow = 2;

    private readonly byte[] _ring = new byte[size];
    private CallCounts _sum;
    private int _next;

    public CallCounts At(long now) => _sum;

    public void Add(in CallCounts call, long now)
    {
        ref var place = ref _ring[_next];
        if (_sum.Calls == size)
        {
            _sum -= CallCounts.One((place & Failed) != 0, (place & Slow) != 0);
        }

        place = (byte)((call.Failed * Failed) | (call.Slow * Slow));
        _sum += call;
        _next = _next + 1 == size ? 0 : _next + 1;
    }

    public void Clear() => (_sum, _next) = (default, 0);
}

/// <summary>The calls of the last so long, in slices that leave the window as a whole.</summary>
internal sealed class TimedCalls(long sliceLength, int slices) : IWindowCalls
{
    private readonly CallCounts[] _slices = new CallCounts[slices];
    private CallCounts _sum;
    private long _slice;
    private int _place;

    public CallCounts At(long now)
    {
        MoveTo(now / sliceLength);
        return _sum;
    }

    public void Add(in CallCounts call, long now)
    {
        MoveTo(now / sliceLength);
        _slices[_place] += call;
        _sum += call;
    }

    public void Clear()
    {
        Array.Clear(_slices);
        _sum = default;
    }

    private void MoveTo(long slice)
    {
        if (slice <= _slice)
        {
            return;
        }

        if (slice - _slice >= slices)
        {
            Clear();
        }
        else
        {
            for (var i = _slice; i < slice; i++)
            {
                _place = _place + 1 == slices ? 0 : _place + 1;
                _sum -= _slices[_place];
                _slices[_place] = default;
            }
        }

        _slice = slice;
    }
}
