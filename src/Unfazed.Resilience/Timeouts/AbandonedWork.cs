using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>Operations that were given up and still run: counted by name, capped, their exceptions observed.</summary>
public static class AbandonedWork
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Counts> ByName = new(StringComparer.Ordinal);
    private static int _count;

    /// <summary>How many run now, in this process.</summary>
    public static int Count => Volatile.Read(ref _count);

    /// <summary>How many of this name run now.</summary>
    public static int CountOf(string operationName)
    {
        ArgumentNullException.ThrowIfNull(operationName);
        lock (Gate)
        {
            return ByName.GetValueOrDefault(operationName).Abandoned;
        }
    }

    /// <summary>Counts an operation that is about to start; null, or the limit that keeps it from starting.</summary>
    internal static int? TryStart(string name, TimeLimitOptions options)
    {
        lock (Gate)
        {
            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(ByName, name, out _);
            int? limit = counts.Abandoned >= options.MaxAbandoned ? options.MaxAbandoned
                : counts.Running >= options.MaxRunning ? options.MaxRunning : null;
            if (limit is null)
            {
                counts.Running++;
            }
            else if (counts.Running == 0)
            {
                ByName.Remove(name);
            }

            return limit;
        }
    }

    internal static void Abandon(string name)
    {
        lock (Gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(ByName, name, out _).Abandoned++;
        }

        Interlocked.Increment(ref _count);
        ResilienceTelemetry.AbandonedChanged(1);
    }

    internal static void End(string name, bool wasAbandoned)
    {
        lock (Gate)
        {
            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(ByName, name, out _);
            counts.Running--;
            counts.Abandoned -= wasAbandoned ? 1 : 0;
            if (counts.Running == 0)
            {
                ByName.Remove(name);
            }
        }

        if (wasAbandoned)
        {
            Interlocked.Decrement(ref _count);
            ResilienceTelemetry.AbandonedChanged(-1);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Counts
    {
        public int Running;
        public int Abandoned;
    }
}

/// <summary>
/// Too many operations of one name were abandoned and still run, or too many run: another one was not started. It is a timeout of the
/// operations before it, and no reason to try again soon.
/// </summary>
public sealed class AbandonedWorkLimitException(string operationName, int limit)
    : TimeoutException($"'{operationName}' was not started: {limit} operations of this name still run.")
{
    /// <summary>The operation that was not started.</summary>
    public string OperationName { get; } = operationName;

    /// <summary>How many may run on.</summary>
    public int Limit { get; } = limit;
}
