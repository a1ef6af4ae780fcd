namespace Unfazed.Resilience;

/// <summary>Operations that were given up and still run: counted, capped, their exceptions observed.</summary>
public static class AbandonedWork
{
    private static int _count;

    /// <summary>How many run now, in this process.</summary>
    public static int Count => Volatile.Read(ref _count);

    internal static void Add<T>(Task<T> work)
    {
        Interlocked.Increment(ref _count);
        ResilienceTelemetry.AbandonedChanged(1);
        _ = ObserveAsync(work);
    }

    private static async Task ObserveAsync<T>(Task<T> work)
    {
        try
        {
            await DiscardedResult.DisposeAsync(await work.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Observed here, so that it never surfaces as an unobserved exception; its caller has had its timeout.
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            ResilienceTelemetry.AbandonedChanged(-1);
        }
    }
}

/// <summary>Too many abandoned operations still run: another could not be contained if it hung as well.</summary>
public sealed class AbandonedWorkLimitException(string operationName, int limit)
    : InvalidOperationException($"'{operationName}' was not started: {limit} operations that were given up still run.")
{
    /// <summary>The operation that was not started.</summary>
    public string OperationName { get; } = operationName;

    /// <summary>How many may run on.</summary>
    public int Limit { get; } = limit;
}
