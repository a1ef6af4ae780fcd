namespace Unfazed.Resilience;

/// <summary>
/// Runs work on background threads outside of the thread pool, one for each piece of work that runs at the moment: blocked threads, of the
/// pool or here, delay nothing. A thread that is idle is reused, and ends after a few seconds without work.
/// </summary>
internal static class DedicatedThreads
{
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(5);
    private static readonly Lock Gate = new();
    private static readonly List<Worker> Idle = [];

    [ThreadStatic]
    private static bool _isCurrent;

    /// <summary>Whether the calling thread is one of these.</summary>
    public static bool IsCurrent => _isCurrent;

    /// <summary>Runs <paramref name="work"/>, which must not throw.</summary>
    public static void Run(Action work)
    {
        Worker? idle = null;
        lock (Gate)
        {
            if (Idle.Count > 0)
            {
                idle = Idle[^1];
                Idle.RemoveAt(Idle.Count - 1);
            }
        }

        if (idle is null)
        {
            new Worker(work).Start();
        }
        else
        {
            idle.Give(work);
        }
    }

    private sealed class Worker(Action first)
    {
        private readonly object _gate = new();
        private Action? _work = first;

        // Unsafe: the first caller's context must not stay with the thread.
        public void Start() => new Thread(Loop) { IsBackground = true, Name = "Unfazed.Resilience" }.UnsafeStart();

        public void Give(Action work)
        {
            lock (_gate)
            {
                _work = work;
                Monitor.Pulse(_gate);
            }
        }

        private void Loop()
        {
            _isCurrent = true;
            while (Next() is { } work)
            {
                work();
                lock (Gate)
                {
                    Idle.Add(this);
                }
            }
        }

        private Action? Next()
        {
            lock (_gate)
            {
                // Whoever took this worker off the list is about to give it work.
                while (_work is null && (Monitor.Wait(_gate, MaxIdle) || !Retire()))
                {
                }

                var next = _work;
                _work = null;
                return next;
            }
        }

        private bool Retire()
        {
            lock (Gate)
            {
                return _work is null && Idle.Remove(this);
            }
        }
    }
}

/// <summary>
/// Runs each task on a background thread outside of the thread pool: blocked threads, of the pool or here, delay nothing. What an operation awaits without <c>ConfigureAwait(false)</c> continues there too, so that
/// an operation that blocks after an await holds no thread of the pool.
/// </summary>
public sealed class DedicatedThreadScheduler : TaskScheduler
{
    private DedicatedThreadScheduler()
    {
    }

    /// <summary>The scheduler of this process.</summary>
    public static DedicatedThreadScheduler Instance { get; } = new();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => DedicatedThreads.Run(() => TryExecuteTask(task));

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && DedicatedThreads.IsCurrent && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
