namespace Unfazed.Testing;

/// <summary>Measures the memory that code allocates.</summary>
/// <remarks>
/// A garbage collection, which any other test can cause, counts the unused rest of the thread's allocation block (up to 8 KiB) as allocated.
/// It only ever adds: the smallest of several measurements is what the code allocates itself.
/// </remarks>
public static class AllocatedBytes
{
    private const int MaxRounds = 100;

    /// <summary>Runs the code until it allocates no more than <paramref name="expected"/> bytes on this thread, up to 100 times.</summary>
    /// <returns>The smallest number of bytes that one run of the code allocated.</returns>
    public static long Smallest(long expected, Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var smallest = long.MaxValue;
        for (var round = 0; round < MaxRounds && smallest > expected; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            code();
            smallest = Math.Min(smallest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return smallest;
    }
}
