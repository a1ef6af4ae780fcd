namespace Unfazed.Cli.Exit;

/// <summary>A thread that exists before it is needed: when memory or process ids have run out, or the pool is starved, none can be started.</summary>
internal sealed class StandbyThread
{
    private const int StackSize = 1024 * 1024;

    private readonly ManualResetEventSlim _begun = new(initialState: false, spinCount: 0);
    private readonly Thread _thread;
    private Action? _work;

    public StandbyThread(string name)
    {
        _thread = new Thread(Run, StackSize) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Begins the work; the first call counts.</summary>
    public void Begin(Action work)
    {
        if (Interlocked.CompareExchange(ref _work, work, null) is null)
        {
            _begun.Set();
        }
    }

    /// <summary>Waits for the end of the work.</summary>
    /// <returns>False when the limit came first.</returns>
    public bool Join(TimeSpan limit) => _thread.Join(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);

    private void Run()
    {
        _begun.Wait();
        try
        {
            _work!();
        }
#pragma warning disable CA1031 // The process is about to end with a code that says so: nothing may come between.
        catch (Exception)
#pragma warning restore CA1031
        {
            // What could not be done is not done.
        }
    }
}
