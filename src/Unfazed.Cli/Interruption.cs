using System.Runtime.InteropServices;
using Unfazed.Core;

namespace Unfazed.Cli;

/// <summary>The signals that end a run: the first one cancels it, so that what there is can be written; a second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    public Interruption() => _registrations =
    [
        Register(PosixSignal.SIGHUP, 1),
        Register(PosixSignal.SIGINT, 2),
        Register(PosixSignal.SIGQUIT, 3),
        Register(PosixSignal.SIGTERM, 15),
    ];

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came; null while none did.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code and > 0 ? code : null;

    public void Dispose()
    {
        Array.ForEach(_registrations, static registration => registration.Dispose());
        _source.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        // Left to the system, a second signal ends the process, and its parent sees which one it was.
        if (Interlocked.CompareExchange(ref _exitCode, ExitCodes.ForSignal(number), 0) == 0)
        {
            context.Cancel = true;
            _ = _source.CancelAsync();
        }
    });
}
