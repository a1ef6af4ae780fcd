using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Commands;

/// <summary>Holds what comes before the first check to the run's deadline: a git that hangs, or a file system that is gone, is waited for no longer.</summary>
internal sealed class LoadingLimit : IDisposable
{
    // A timer rounds down to milliseconds; what follows must see the deadline as passed.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    private readonly Host _host;
    private readonly CancellationToken _interrupt;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    /// <summary>Starts with the deadline of options and variables, or the default: the files' own is not known yet.</summary>
    public LoadingLimit(Host host, Request request, CancellationToken interrupt)
    {
        _host = host;
        _interrupt = interrupt;
        Deadline = CommandLimit.DeadlineOf(host, request);
        host.Exit?.Watchdog.Follow(Deadline);
        _late = new CancellationTokenSource(Left(), host.Time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, interrupt);
    }

    /// <summary>The deadline in force, from the start of the process.</summary>
    public TimeSpan Deadline { get; private set; }

    /// <summary>Takes the deadline that the configuration says.</summary>
    public void Follow(TimeSpan deadline)
    {
        Deadline = deadline;
        _host.Exit?.Watchdog.Follow(deadline);
        _late.CancelAfter(Left());
    }

    /// <summary>Awaits what is loaded, and not longer than there is time.</summary>
    /// <exception cref="LoadedLateException">The deadline came first.</exception>
    public async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> load)
    {
        try
        {
            // On another thread: a file system that does not answer keeps the one that asks it.
            return await Task.Run(() => load(_either.Token), CancellationToken.None).WaitAsync(_either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_late.IsCancellationRequested && !_interrupt.IsCancellationRequested)
        {
            throw new LoadedLateException();
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }

    private TimeSpan Left()
    {
        var left = Deadline - StopTimes.GraceOf(Deadline) - _host.Time.GetElapsedTime(_host.Started) + Rounding;
        return left < Rounding ? Rounding : left;
    }
}

/// <summary>The deadline passed before the repository had been looked at.</summary>
#pragma warning disable CA1064, CA1032, RCS1194 // It goes from one method to its caller in this folder and says all by its type.
internal sealed class LoadedLateException : Exception;
#pragma warning restore CA1064, CA1032, RCS1194
