using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>
/// The signals that end a run: SIGHUP, SIGINT, SIGQUIT and SIGTERM. The first one fires <see cref="Token"/>, so that the run ends its
/// processes and its report can be written; a second one kills the processes and ends this one at once. What comes within 250 ms of the first is the
/// same request: <c>timeout</c> sends its signal to its child and to the group of both, and other parents pass on what the terminal sends to all. A signal that was ignored when the
/// process started stays ignored: the runtime leaves it so (but for SIGTERM, which it takes over unseen).
/// </summary>
public sealed class TerminationSignals : IDisposable
{
    // Until its end: whoever listens and forgets the object still listens.
    private static readonly HashSet<TerminationSignals> Listening = [];

    private static readonly TimeSpan MaxWaitForChildren = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SameRequest = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _source = new();
    private readonly Action<int>? _first;
    private readonly Action<int>? _second;
    private TimeProvider _time = TimeProvider.System;
    private long _firstAt;
    private ImmutableArray<PosixSignalRegistration> _registrations = [];
    private int _exitCode;

    private TerminationSignals()
    {
    }

    /// <summary>For a program with an end of its own. Receives nothing before <see cref="Register()"/>.</summary>
    /// <param name="first">Is given the exit code of the first signal, before anything is cancelled.</param>
    /// <param name="second">Ends the process with an exit code; called for the second signal, on a thread of its own.</param>
    internal TerminationSignals(Action<int> first, Action<int> second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came, 128 and its number; null while none did.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code and > 0 ? code : null;

    /// <summary>Takes the signals of this process until it is disposed of. Each listener counts from its own first signal.</summary>
    public static TerminationSignals Listen() => Listen(TimeProvider.System);

    internal static TerminationSignals Listen(TimeProvider time)
    {
        var signals = new TerminationSignals { _time = time };
        EndByForce.Reopen();
        signals.Register();
        return signals;
    }

    /// <summary>
    /// At the end of the run: after a signal, waits up to a second until the processes of the run have ended, kills the rest, and lets none start before the
    /// next <see cref="Listen()"/>. Then gives the signals back: where nobody else listens, the next one has its default effect.
    /// </summary>
    public void Dispose()
    {
        // A program with an end of its own is at it, and keeps its signals for good: it would die of the next one before its children have ended.
        if (_second is null)
        {
            if (ExitCode is not null)
            {
                EndByForce.WhenIdle(MaxWaitForChildren);
            }

            GiveBack();
        }

        _source.Dispose();
    }

    /// <summary>Takes the signals of this process, until it ends.</summary>
    internal void Register()
    {
        lock (Listening)
        {
            Listening.Add(this);
            _registrations = [Register(PosixSignal.SIGHUP, 1), Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGQUIT, 3), Register(PosixSignal.SIGTERM, 15)];
        }
    }

    private void GiveBack()
    {
        lock (Listening)
        {
            Listening.Remove(this);
            foreach (var registration in _registrations)
            {
                registration.Dispose();
            }

            _registrations = [];
        }
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        var code = ExitCodes.ForSignal(number);
        var now = _time.GetTimestamp();
        var firstAt = Interlocked.CompareExchange(ref _firstAt, now, 0);
        if (firstAt == 0)
        {
            Volatile.Write(ref _exitCode, code);
            _first?.Invoke(code);
            Cancel();
        }
        else if (_time.GetElapsedTime(firstAt, now) < SameRequest)
        {
            // Passed on by a parent.
        }
        else if (_second is not null)
        {
            _second(code);
        }
        else
        {
            EndByForce.Everything();
            context.Cancel = false;
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
