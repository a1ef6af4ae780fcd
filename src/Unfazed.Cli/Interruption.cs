using Unfazed.Core.Processes;

namespace Unfazed.Cli;

/// <summary>The signals that end a run of the command line; see <see cref="TerminationSignals"/>.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly TerminationSignals _signals;

    /// <param name="first">Is given the exit code of the first signal, before anything is cancelled.</param>
    /// <param name="endAtOnce">Ends the process with an exit code; called for the second signal, on a thread of its own.</param>
    public Interruption(Action<int> first, Action<int> endAtOnce) => _signals = new TerminationSignals(first, endAtOnce);

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Token => _signals.Token;

    /// <summary>The exit code of the signal that came; null while none did.</summary>
    public int? ExitCode => _signals.ExitCode;

    /// <summary>Takes the signals of this process, until it ends.</summary>
    public void Listen() => _signals.Register();

    public void Dispose() => _signals.Dispose();
}
