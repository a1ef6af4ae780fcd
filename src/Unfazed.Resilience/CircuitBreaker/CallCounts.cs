using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>Calls, and how many of them failed and were slow. A call may be both.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallCounts(int Calls, int Failed, int Slow)
{
    public static CallCounts operator +(CallCounts left, CallCounts right) => new(left.Calls + right.Calls, left.Failed + right.Failed, left.Slow + right.Slow);

    public static CallCounts operator -(CallCounts left, CallCounts right) => new(left.Calls - right.Calls, left.Failed - right.Failed, left.Slow - right.Slow);

    public static CallCounts One(bool failed, bool slow) => new(1, failed ? 1 : 0, slow ? 1 : 0);

    public static CallCounts OfProbes(BreakerRow row) => new(row.ProbesSucceeded + row.ProbesFailed, row.ProbesFailed, row.ProbesSlow);

    /// <summary>The share of failures; null below <paramref name="minimum"/> calls.</summary>
    public double? FailureRate(int minimum) => Calls < minimum ? null : (double)Failed / Calls;

    /// <summary>The share of slow calls; null below <paramref name="minimum"/> calls.</summary>
    public double? SlowCallRate(int minimum) => Calls < minimum ? null : (double)Slow / Calls;
}
