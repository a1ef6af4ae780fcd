using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Runs one check to its end, whatever its validator does: one that ignores its token, blocks its thread or throws is
/// answered for within its timeout and a bounded grace.
/// </summary>
internal sealed class CheckExecution(Check check, TimeProvider time) : IDisposable
{
    // Ends the wait for a validator that did not listen, when the end by force is due.
    private readonly CancellationTokenSource _abandon = new(Timeout.InfiniteTimeSpan, time);

    private readonly Lock _gate = new();

    private ITimer? _timeout;
    private bool _isOver;

    public StopSignal Stop { get; } = new();

    /// <summary>Tells the validator to stop, and gives it up when it has not ended a little after <paramref name="grace"/>. Nothing for one that is over.</summary>
    public void RequestStop(StopReason reason, TimeSpan grace)
    {
        // A validator that listens may be over, and disposed of, while the timer that stopped it is still at this very line.
        lock (_gate)
        {
            if (Stop.Stop(reason, grace) && !_isOver)
            {
                _abandon.CancelAfter(grace + StopTimes.Abandon);
            }
        }
    }

    /// <summary>Examines. Never throws.</summary>
    /// <returns>What was seen, and whether the validator had to be abandoned.</returns>
    public async Task<CheckEnd> RunAsync(ValidationContext context)
    {
        if (Stop.Reason != StopReason.None)
        {
            return new CheckEnd(Endings.Stopped(check, Stop.Reason, null), false);
        }

        _timeout = time.CreateTimer(
            _ => RequestStop(StopReason.Timeout, StopTimes.GraceOf(check.Timeout)), null, check.Timeout, Timeout.InfiniteTimeSpan);

        // A thread of its own for the part before the first await: a validator that blocks must not starve the pool.
        var examining = Task.Factory.StartNew(
            () => RetriedExamination.ExamineAsync(check, context, Stop),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _abandon.Token.Register(() => abandoned.TrySetResult()).ConfigureAwait(false);
        await Task.WhenAny(examining, abandoned.Task).ConfigureAwait(false);
        StopClock();
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

    private void StopClock() => _timeout?.Dispose();

    private CheckEnd Ended(Task<Observation> examining)
    {
        // Which stop fired is asked of the signal: a validator may swallow a cancellation or dress it as something else.
        var seen = examining.IsCompletedSuccessfully ? examining.Result : null;
        if (Stop.Reason != StopReason.None)
        {
            return new CheckEnd(Endings.Stopped(check, Stop.Reason, seen ?? Started()), false);
        }

        var error = examining.Exception?.GetBaseException() ?? new OperationCanceledException("cancelled, though nobody asked for it");
        return new CheckEnd(seen ?? Endings.Threw(check, error), false);
    }

    private CheckEnd Abandoned(Task<Observation> examining)
    {
        // Observed, so that its end does not surface as an unobserved exception.
        _ = examining.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var seen = Started() with { Details = Observation.NoDetails.Add("abandoned", true) };
        return new CheckEnd(Endings.Stopped(check, Stop.Reason, seen), true);
    }

    private static Observation Started() => new() { Ending = ObservationEnding.TimedOut, Attempts = 1 };
}

/// <summary>How an execution ended.</summary>
/// <param name="Observation">What was seen.</param>
/// <param name="Abandoned">Whether the validator is still at work and was left behind.</param>
internal sealed record CheckEnd(Observation Observation, bool Abandoned);
