using System.Runtime.InteropServices;
using Unfazed.Core;

namespace Unfazed.Cli;

/// <summary>
/// The signals that end a run: the first one cancels it, so that what there is can be written; a second one ends the process at
/// once. One that was ignored when we started stays ignored: the runtime leaves it so (but for SIGTERM, which it takes over unseen).
/// </summary>
internal sealed class Interruption : IDisposable
{
    // For good: a process that gave its signals back would die of the next one, before it has ended its children.
    private static readonly List<PosixSignalRegistration> Kept = [];

    private readonly CancellationTokenSource _source = new();
    private readonly Action<int> _first;
    private readonly Action<int> _endAtOnce;
    private int _exitCode;

    /// <param name="first">Is told the exit code of the first signal, before anything is cancelled.</param>
    /// <param name="endAtOnce">Ends the process with an exit code; called for the second signal, on a thread of its own.</param>
    public Interruption(Action<int> first, Action<int> endAtOnce)
    {
        _first = first;
        _endAtOnce = endAtOnce;
    }

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came; null while none did.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code and > 0 ? code : null;

    /// <summary>Takes the signals of this process, until it ends.</summary>
    public void Listen() => Kept.AddRange(
    [
        Register(PosixSignal.SIGHUP, 1),
        Register(PosixSignal.SIGINT, 2),
        Register(PosixSignal.SIGQUIT, 3),
        Register(PosixSignal.SIGTERM, 15),
    ]);

    public void Dispose() => _source.Dispose();

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        var code = ExitCodes.ForSignal(number);
        if (Interlocked.CompareExchange(ref _exitCode, code, 0) == 0)
        {
            _first(code);
            Cancel();
        }
        else
        {
            _endAtOnce(code);
        }
    });

    // On the thread of this signal and not on the pool, which a check may have starved.
    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (Exception error) when (error is AggregateException or ObjectDisposedException)
        {
            // The run is at its end already, or ends by its deadline.
        }
    }
}
