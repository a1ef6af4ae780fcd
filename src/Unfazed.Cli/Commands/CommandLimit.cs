using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Commands;

/// <summary>
/// Holds a command to its deadline and to signals, whatever hangs in it: a program, a file system, or its own reading. A run answers at its
/// deadline by itself and is not held here.
/// </summary>
internal sealed class CommandLimit(Host host, Request request, Interruption interruption)
{
    // A command that obeys its token ends well within these and says what it has done. The watchdog fires later than both.
    private static readonly TimeSpan AfterDeadline = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan AfterSignal = TimeSpan.FromSeconds(2.2);

    private TimeSpan _deadline = DeadlineOf(host, request);
    private CancellationTokenSource? _late;

    /// <summary>The deadline of options and variables, or the default.</summary>
    public static TimeSpan DeadlineOf(Host host, Request request)
    {
        var given = new OptionSource(request.Options, host.Environment).Find("deadline")?.Value;
        return DurationText.TryParse(given ?? "", out var deadline, out _) ? deadline : new UnfazedConfiguration().Deadline.Value;
    }

    /// <summary>Replaces the deadline by the effective one, which may be the configuration's, for a command whose work it is about.</summary>
    public void Follow(TimeSpan deadline)
    {
        _deadline = deadline;
        host.Exit?.Watchdog.Follow(deadline);
        _late?.CancelAfter(Left());
    }

    /// <summary>Runs the command.</summary>
    /// <param name="command">The command; its token fires at the deadline and at the first signal.</param>
    /// <param name="asksPerson">Whether the command waits for a person, and so follows no deadline.</param>
    /// <exception cref="UsageException">The deadline came first.</exception>
    /// <exception cref="OperationCanceledException">A signal came first.</exception>
    public async Task<int> RunAsync(Func<CancellationToken, Task<int>> command, bool asksPerson = false)
    {
        host.Exit?.Expect(ExitCodes.Usage);
        using var late = new CancellationTokenSource(asksPerson ? Timeout.InfiniteTimeSpan : Left(), host.Time);
        if (asksPerson)
        {
            host.Exit?.Watchdog.Release();
        }
        else
        {
            host.Exit?.Watchdog.Follow(_deadline);
            _late = late;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, interruption.Token);

        // On another thread: a file system that does not respond keeps the one that asks it.
        var running = Task.Run(() => command(either.Token), CancellationToken.None);
        await WaitAsync(running, either.Token).ConfigureAwait(false);
        if (running.IsCompleted && !(running.IsCanceled && late.IsCancellationRequested))
        {
            return await running.ConfigureAwait(false);
        }

        interruption.Token.ThrowIfCancellationRequested();
        throw new UsageException($"unfazed {request.Command} did not end within {DurationText.Of(_deadline)}: a program or the file system does not respond");
    }

    private TimeSpan Left()
    {
        var left = _deadline - host.Time.GetElapsedTime(host.Started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task WaitAsync(Task running, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        if (await Task.WhenAny(running, stopped.Task).ConfigureAwait(false) != running)
        {
            var grace = interruption.ExitCode is null ? AfterDeadline : AfterSignal;
            await Task.WhenAny(running, Task.Delay(grace, host.Time, CancellationToken.None)).ConfigureAwait(false);
        }
    }
}
