namespace Unfazed.Core.Processes;

/// <summary>The one thread that touches the files of logs. What waits for it is bounded in bytes; a disk that hangs holds up nobody else.</summary>
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed class LogThread
#pragma warning restore CA1001
{
    private const long Room = 8 * 1024 * 1024;

    private static readonly Lazy<LogThread> Single = new(static () => new LogThread());

    private readonly Mailbox<(Action Work, int Bytes)> _waiting = new();
    private long _reserved;

    private LogThread() => new Thread(Run) { IsBackground = true, Name = "unfazed logs" }.Start();

    public static LogThread Instance => Single.Value;

    /// <summary>Takes room for this many bytes, if there is any.</summary>
    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _reserved, bytes) <= Room)
        {
            return true;
        }

        Interlocked.Add(ref _reserved, -bytes);
        return false;
    }

    /// <summary>Waits until everything that was posted is done.</summary>
    /// <param name="limit">How long to wait at most: a disk may hang.</param>
    public static void Flush(TimeSpan limit)
    {
        if (Single.IsValueCreated)
        {
            var done = new TaskCompletionSource();
            Instance.Post(done.SetResult);
            done.Task.Wait(limit);
        }
    }

    /// <summary>Has something done after all that was posted before; gives back what was reserved for it.</summary>
    public void Post(Action work, int reserved = 0) => _waiting.TryPost((work, reserved));

    private void Run()
    {
        while (_waiting.TryTake(out var next))
        {
            try
            {
                next.Work();
            }
#pragma warning disable CA1031 // One log's trouble must not stop the thread that all others depend on.
            catch (Exception)
#pragma warning restore CA1031
            {
            }

            Interlocked.Add(ref _reserved, -next.Bytes);
        }
    }
}
