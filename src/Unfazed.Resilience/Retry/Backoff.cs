namespace Unfazed.Resilience;

/// <summary>Delays between attempts: doubled each time, spread so that callers do not come back in step, capped.</summary>
internal static class Backoff
{
    private const int MaxDoublings = 1000;

    /// <summary>The delay before retry number <paramref name="retry"/>, which counts from 0.</summary>
    /// <param name="retry">0 or more; any number is safe.</param>
    /// <param name="options">Where it begins, its cap and its spread.</param>
    /// <param name="random">Gives 0 to 1.</param>
    public static TimeSpan Delay(int retry, RetryWithBreakerOptions options, Func<double> random)
    {
        // In doubles: 2^1000 is representable, and its product with the base is above every cap. Beyond it is infinite, and no number with a base of 0.
        double cap = options.MaxDelay.Ticks;
        var exact = Math.Min(options.BaseDelay.Ticks * Math.Pow(2, Math.Min(retry, MaxDoublings)), cap);

        // Between bounds and not cut off at the cap: callers that have reached it would come back in step.
        var (low, high) = (exact * (1 - options.Jitter), Math.Min(exact * (1 + options.Jitter), cap));
        return TimeSpan.FromTicks((long)(low + ((high - low) * random())));
    }
}
