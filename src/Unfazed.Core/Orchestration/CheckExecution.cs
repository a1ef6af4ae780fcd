using Unfazed.Core.Processes;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Runs one check to its end, whatever its validator does: one that ignores its token, blocks its thread or throws is
/// answered for within its timeout and a bounded grace.
/// </summary>
internal sealed class CheckExecution(Check check, TimeProvider time) : IDisposable
{
    // Ends the wait for a validator that did not listen, when the end by force is due.
    private readonly CancellationTokenSource _abandon = new(Timeout.InfiniteTimeSpan, DedicatedTimeProvider.For(time));

    private readonly Lock _gate = new();

    private ITimer? _timeout;
    private ITimer? _reading;
    private StartedProcesses _started = new();
    private bool _isOver;

    public StopSignal Stop { get; } = new();

    /// <summary>
    /// Tells the validator to stop, and gives it up when it has not ended a little after <paramref name="grace"/>. Nothing for one that is over.
    /// One whose processes have all ended by themselves has the grace to read what they printed, and is told then.
    /// </summary>
    public void RequestStop(StopReason reason, TimeSpan grace)
    {
        // A validator that listens may be over, and disposed of, while the timer that stopped it is still at this very line.
        lock (_gate)
        {
            var mayRead = reason is StopReason.Timeout or StopReason.Deadline && _reading is null && Stop.Reason == StopReason.None && _started.HaveEnded;
            if (mayRead && !_isOver)
            {
                _reading = DedicatedTimeProvider.For(time).CreateTimer(_ => RequestStop(reason, grace), null, grace, Timeout.InfiniteTimeSpan);
            }
            else if (Stop.Stop(reason, grace) && !_isOver)
            {
                _abandon.CancelAfter(grace + StopTimes.Abandon);
            }
        }
    }

    /// <summary>What is known of it while it is at work, for a result that does not wait for its end.</summary>
    /// <returns>Its log as an absolute path; null when it has not begun.</returns>
    public Observation SoFar() => _started.Describe(new Observation { Ending = ObservationEnding.TimedOut, Attempts = 1 });

    /// <summary>Examines. Never throws.</summary>
    /// <returns>What was seen, and whether the validator had to be abandoned.</returns>
    public async Task<CheckEnd> RunAsync(ValidationContext context)
    {
        if (Stop.Reason != StopReason.None)
        {
            return new CheckEnd(Endings.Stopped(check, Stop.Reason, null), false);
        }

        _started = context.Processes.Started ?? _started;
        _timeout = DedicatedTimeProvider.For(time).CreateTimer(
            _ => RequestStop(StopReason.Timeout, StopTimes.GraceOf(check.Timeout)), null, check.Timeout, Timeout.InfiniteTimeSpan);

        // Threads outside of the pool, also after an await: a validator that blocks must not starve the pool, nor may one that has starved it
        // keep the result of another from being filed. What follows here continues where this was called.
        var examining = Task.Factory.StartNew(
            () => RetriedExamination.ExamineAsync(check, context, Stop),
            CancellationToken.None, TaskCreationOptions.DenyChildAttach, DedicatedThreadScheduler.Instance).Unwrap();
        var abandoned = new TaskCompletionSource();
        var registration = _abandon.Token.Register(() => abandoned.TrySetResult());
        if (await Task.WhenAny(examining, abandoned.Task).ConfigureAwait(true) != examining && _started.AreUnderWay)
        {
            // It does listen: its processes are being killed, and on a busy machine that takes longer.
            await Task.WhenAny(examining, Task.Delay(StopTimes.Killing, TimeProvider.System, CancellationToken.None)).ConfigureAwait(true);
        }

        StopClock();

        // Disposing of it would wait, on the pool, for a callback that is at its last line.
        registration.Unregister();
        return examining.IsCompleted ? Ended(examining) : Abandoned(examining);
    }

    public void Dispose()
    {
        StopClock();
        Stop.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _abandon.Dispose();
        }
    }

    private void StopClock()
    {
        _timeout?.Dispose();
        lock (_gate)
        {
            _reading?.Dispose();
        }
    }

    private CheckEnd Ended(Task<Observation> examining)
    {
        // Which stop fired is asked of the signal: a validator may swallow a cancellation or dress it as something else.
        var seen = examining.IsCompletedSuccessfully ? OwnPaths.Of(check, examining.Result) : null;
        return new CheckEnd(
            Stop.Reason != StopReason.None ? Endings.Stopped(check, Stop.Reason, seen ?? SoFar()) : seen ?? Endings.Threw(Error(examining)), false);
    }

    // A cancelled task keeps what it threw to itself: whether it wraps a timeout is known to whoever waits for it alone.
    private static Exception Error(Task<Observation> examining)
    {
        try
        {
            examining.GetAwaiter().GetResult();
            return new OperationCanceledException();
        }
#pragma warning disable CA1031 // It is what is asked for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    private CheckEnd Abandoned(Task<Observation> examining)
    {
        // Observed, so that its end does not surface as an unobserved exception.
        _ = examining.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var seen = SoFar() with { Details = Observation.NoDetails.Add("abandoned", true) };
        return new CheckEnd(Endings.Stopped(check, Stop.Reason, seen), true);
    }
}

/// <summary>How an execution ended.</summary>
/// <param name="Observation">What was seen.</param>
/// <param name="Abandoned">Whether the validator is still at work and was left behind.</param>
internal sealed record CheckEnd(Observation Observation, bool Abandoned);
