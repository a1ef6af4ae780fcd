namespace Unfazed.Resilience;

/// <summary>
/// The most recent calls, by number or by age: what <see cref="CircuitBreakerOptions.FailureRateThreshold"/> and
/// <see cref="CircuitBreakerOptions.SlowCallRateThreshold"/> are shares of. Each process has a window of its own.
/// </summary>
public sealed record SlidingWindow
{
    internal const int MostCalls = 100_000;
    internal const int MostSlices = 3_600;

    private SlidingWindow(int calls, TimeSpan duration, int slices) => (Calls, Duration, Slices) = (calls, duration, slices);

    /// <summary>How many calls the window has; 0 for a window of time.</summary>
    public int Calls { get; }

    /// <summary>How long the window is; zero for a window of calls.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The number of equal parts in which calls leave a window of time; 0 for a window of calls.</summary>
    public int Slices { get; }

    internal bool IsOfTime => Calls == 0;

    /// <summary>The last <paramref name="calls"/> calls.</summary>
    /// <param name="calls">1 to 100,000; one byte each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calls"/> is out of its range.</exception>
    public static SlidingWindow OfCalls(int calls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls, MostCalls);
        return new(calls, TimeSpan.Zero, 0);
    }

    /// <summary>The calls that ended in the last <paramref name="duration"/>.</summary>
    /// <param name="duration">10 ms to 1 day.</param>
    /// <param name="slices">
    /// In how many equal parts the calls leave the window: 1 to 3,600. The window is exact to one part: with 10 s and 10 parts it has the calls
    /// of the last 9 to 10 s.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, or a part is shorter than 1 ms.</exception>
    public static SlidingWindow OfTime(TimeSpan duration, int slices = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slices, Math.Min(MostSlices, (int)duration.TotalMilliseconds));
        return new(0, duration, slices);
    }
}
