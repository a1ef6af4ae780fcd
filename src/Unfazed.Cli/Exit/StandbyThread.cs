namespace Unfazed.Cli.Exit;

/// <summary>A thread that exists before it is needed: when memory or process ids have run out, or the pool is starved, none can be started.</summary>
internal sealed class StandbyThread
{
    private const int StackSize = 1024 * 1024;

    private readonly object _gate = new();
    private readonly Thread _thread;
    private Action? _work;
    private bool _exists;

    /// <param name="name">Its name, for debuggers.</param>
    public StandbyThread(string name) => _thread = new Thread(Run, StackSize) { IsBackground = true, Name = name };

    /// <summary>Makes the thread; the first call counts.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (!_exists)
            {
                _exists = true;
                _thread.Start();
            }
        }
    }

    /// <summary>Begins the work; the first call counts.</summary>
    public void Begin(Action work)
    {
        Prepare();
        lock (_gate)
        {
            _work ??= work;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for the end of the work.</summary>
    /// <returns>False when the limit came first.</returns>
    public bool Join(TimeSpan limit) => _thread.Join(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);

    private void Run()
    {
        Action work;
        lock (_gate)
        {
            while (_work is null)
            {
                Monitor.Wait(_gate);
            }

            work = _work;
        }

        try
        {
            work();
        }
#pragma warning disable CA1031 // The process is about to end with a code that says so: nothing may come between.
        catch (Exception)
#pragma warning restore CA1031
        {
            // What could not be done is not done.
        }
    }
}
