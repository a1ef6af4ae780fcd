using System.Collections.Concurrent;
using Unfazed.Core.Orchestration.Comparison;
using Unfazed.Core.Processes;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>One run of a plan, from its first event to the sealed results.</summary>
internal sealed partial class ValidationRun : IDisposable
{
    private const int FewAtOnce = 16;

    private static readonly TimeSpan DecidingFirst = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly RunEnvironment _environment;
    private readonly RunPlan _plan;
    private readonly RunLedger _ledger;
    private readonly CheckQueue _queue;
    private readonly Dictionary<int, CheckExecution> _running = [];
    private readonly ConcurrentDictionary<int, DateTimeOffset> _startedAt = new();
    private readonly FindingComparison _comparison;
    private readonly HashSet<int> _deciding = [];
    private readonly CancellationTokenSource _undecided = new();
    private ITimer? _asking;
    private bool _mayStart;
    private StopReason _stopped;

    public ValidationRun(RunEnvironment environment, RunPlan plan)
    {
        _environment = environment;
        _plan = plan;
        _ledger = new RunLedger(plan, environment.Agents);
        _comparison = new FindingComparison(environment);
        var most = ProcessRunner.RoomForChildren;
        _queue = new CheckQueue(environment.Cores, most);
        if (most < Math.Min(plan.Checks.Length, FewAtOnce))
        {
            environment.Notice($"few files may be open here (ulimit -n): no more than {most} checks run at once");
        }
    }

    /// <summary>Why the run was stopped before its checks had ended; <see cref="StopReason.None"/> as a rule.</summary>
    public StopReason Stopped
    {
        get
        {
            lock (_gate)
            {
                return _stopped;
            }
        }
    }

    public void Dispose() => _undecided.Dispose();

    /// <summary>Runs everything; returns when each check has a result.</summary>
    /// <param name="interrupt">Ends the run at once, with what there is.</param>
    public IReadOnlyList<CheckResult> Execute(CancellationToken interrupt)
    {
        var deciding = FileSettled();
        using var watch = new DeadlineWatch(
            _environment.Time,
            new Appointment(_environment.UntilSoftDeadline(), () => StopAll(StopReason.Deadline, StopTimes.BeforeKill(_environment.DeadlineGrace))),
            new Appointment(_environment.UntilDeadline(), () => FileOpen(StopReason.Deadline)));
        using var interruption = interrupt.UnsafeRegister(static state => ((ValidationRun)state!).Interrupt(), this);
        if (_environment.UntilSoftDeadline() == TimeSpan.Zero)
        {
            // What came before the first check took it all.
            StopAll(StopReason.Deadline, TimeSpan.Zero);
        }

        // What is known costs no core, and what is not takes its place by its tier: a moment's wait keeps the order.
        _ = Task.WaitAll([.. deciding], DecidingFirst);
        lock (_gate)
        {
            _mayStart = true;
        }

        // Locks lie on a disk: one that hangs must not keep this thread from the deadline.
        new Thread(StartWhatFits) { IsBackground = true, Name = "checks" }.Start();
        _ledger.WaitUntilFull();
        var results = _ledger.Seal();
        _comparison.Dispose();
        return results;
    }

    private List<Task> FileSettled()
    {
        var deciding = new List<Task>();
        for (var index = 0; index < _plan.Checks.Length; index++)
        {
            var check = _plan.Checks[index];
            if (check.Settled is { } settled)
            {
                File(index, settled, TimeSpan.Zero);
            }
            else if (_environment.Cache is { } cache && CachedChecks.Covers(check))
            {
                lock (_gate)
                {
                    _deciding.Add(index);
                }

                deciding.Add(DecideAsync(cache, index, check));
            }
            else
            {
                lock (_gate)
                {
                    _queue.Add(_environment.Queue(index, check));
                }
            }
        }

        return deciding;
    }

    private void StartWhatFits()
    {
        while (TakeNext() is { } next)
        {
            // Outside the lock: it asks the file system.
            var stopped = _environment.Locks.TryHold(next, SayAwaited) ? Start(next) : WaitForOthers(next);
            if (stopped != StopReason.None)
            {
                _environment.Locks.Release(next);
                next.Ticket?.Dispose();
                File(next.Index, Endings.Stopped(next.Check, stopped, null), TimeSpan.Zero);
            }
        }
    }

    private QueuedCheck? TakeNext()
    {
        lock (_gate)
        {
            return _mayStart && _stopped == StopReason.None && _queue.TryTake(_environment.UntilSoftDeadline(), out var next) ? next : null;
        }
    }

    /// <summary>Starts a check that was taken, unless the run was stopped since; says why it was.</summary>
    private StopReason Start(QueuedCheck next)
    {
        lock (_gate)
        {
            if (_stopped == StopReason.None)
            {
                var execution = new CheckExecution(next.Ticket?.Runnable ?? next.Check, _environment.Time);
                _running.Add(next.Index, execution);

                // Not on this thread, which holds the lock, and not on the pool, which checks may have starved: nor does what follows on an await.
                _ = Task.Factory.StartNew(
                    () => RunCheckAsync(next, execution), CancellationToken.None, TaskCreationOptions.DenyChildAttach, DedicatedThreadScheduler.Instance);
            }

            return _stopped;
        }
    }

    /// <summary>Lets a check whose lock another process holds wait, and asks again soon; unless the run was stopped since.</summary>
    private StopReason WaitForOthers(QueuedCheck next)
    {
        lock (_gate)
        {
            if (_stopped == StopReason.None)
            {
                _queue.Suspend(next);
                _asking ??= _environment.Time.CreateTimer(
                    static state => ((ValidationRun)state!).AskAgain(), this, StopTimes.LockPoll, Timeout.InfiniteTimeSpan);
            }

            return _stopped;
        }
    }

    private void SayAwaited(Check check) => _environment.Publish(new CheckAwaitsLock(_environment.Now, check));

    private void AskAgain()
    {
        lock (_gate)
        {
            _asking?.Dispose();
            _asking = null;
            _queue.Resume();
        }

        StartWhatFits();
    }

    private async Task RunCheckAsync(QueuedCheck queued, CheckExecution execution)
    {
        try
        {
            await RunGuardedAsync(queued, execution).ConfigureAwait(true);
        }
#pragma warning disable CA1031 // A defect of ours must cost one check its result, and never the run its end.
        catch (Exception error)
#pragma warning restore CA1031
        {
            File(queued.Index, Endings.Threw(error), TimeSpan.Zero);
        }
        finally
        {
            Finish(queued);
        }
    }

    private async Task RunGuardedAsync(QueuedCheck queued, CheckExecution execution)
    {
        if (_environment.KeepsOffline(queued.Check))
        {
            File(queued.Index, Endings.Offline(queued.Check), TimeSpan.Zero);
            return;
        }

        var guard = _environment.Guards.For(queued.Check);
        if (guard.Refuse() is { } refused)
        {
            File(queued.Index, refused, TimeSpan.Zero);
            return;
        }

        await _environment.Changes.BeginAsync(queued.Check).ConfigureAwait(true);
        var started = _environment.Time.GetTimestamp();
        var startedAt = _startedAt[queued.Index] = _environment.Now;
        _environment.Publish(new CheckStarted(startedAt, queued.Check));
        var context = _environment.ContextFor(queued, execution.Stop);
        var end = await execution.RunAsync(context).ConfigureAwait(true);
        var seen = _environment.Redactor.Redact(await _environment.Changes.NoteAsync(queued.Check, end.Observation, startedAt).ConfigureAwait(true));
        guard.Record(seen);
        var duration = _environment.Time.GetElapsedTime(started);
        var logged = Kept(queued, _environment.WithLog(_environment.WithShownLog(seen), context.LogPath));
        File(queued.Index, await _comparison.CompareAsync(queued.Index, queued.Check, logged).ConfigureAwait(true), duration);

        // An abandoned validator may still look at its token.
        if (!end.Abandoned)
        {
            execution.Dispose();
        }
    }

    private void Finish(QueuedCheck queued)
    {
        _environment.Locks.Release(queued);
        if (queued.Ticket is { IsKept: false } ticket)
        {
            ticket.Dispose();
        }

        lock (_gate)
        {
            _queue.Release(queued);
            _running.Remove(queued.Index);
        }

        StartWhatFits();
    }

    /// <summary>Stops what runs, and answers for what waits.</summary>
    private void StopAll(StopReason reason, TimeSpan grace)
    {
        List<CheckExecution> running;
        List<int> undecided;
        IReadOnlyList<QueuedCheck> waiting;
        lock (_gate)
        {
            if (_stopped != StopReason.None)
            {
                return;
            }

            _stopped = reason;
            running = [.. _running.Values];
            waiting = _queue.Drain();
            undecided = [.. _deciding];
            _deciding.Clear();
        }

        Undecide();
        foreach (var index in undecided)
        {
            File(index, Endings.Stopped(_plan.Checks[index], reason, null), TimeSpan.Zero);
        }

        _comparison.Stop(reason);
        foreach (var execution in running)
        {
            execution.RequestStop(reason, grace);
        }

        foreach (var queued in waiting)
        {
            queued.Ticket?.Dispose();
            File(queued.Index, Endings.Stopped(queued.Check, reason, null), TimeSpan.Zero);
        }
    }

    private void Interrupt() => StopAll(StopReason.Interrupt, StopTimes.AfterInterrupt);

    /// <summary>Answers for every check that has no result yet.</summary>
    private void FileOpen(StopReason reason)
    {
        StopAll(reason, TimeSpan.Zero);
        foreach (var index in _ledger.Open())
        {
            var check = _plan.Checks[index];
            File(index, _comparison.Pending(index) ?? Endings.Stopped(check, reason, SoFar(index)), _environment.Elapsed());
        }
    }

    /// <summary>What is known of a check that is at work.</summary>
    private Observation SoFar(int index)
    {
        lock (_gate)
        {
            return _running.TryGetValue(index, out var execution)
                ? _environment.WithShownLog(execution.SoFar())
                : new Observation { Ending = ObservationEnding.TimedOut, Attempts = 1 };
        }
    }

    private void File(int index, Observation seen, TimeSpan duration, bool isCached = false)
    {
        var check = _plan.Checks[index];
        var recognised = _environment.Locks.Tell(index, _environment.Recognise(check, seen));
        var result = _environment.Judge(check, recognised, duration) with
        {
            StartedAt = _startedAt.TryGetValue(index, out var at) ? at : null,
            Cached = isCached,
        };
        var filed = _ledger.TryFile(index, result, dimension =>
        {
            _environment.Publish(new CheckFinished(_environment.Now, result) { Check = check, Seen = recognised });
            if (dimension is not null)
            {
                _environment.Publish(new DimensionFinished(_environment.Now, dimension));
            }
        });
        if (filed && result.Status == CheckStatus.Failed && _environment.EndsRun(result))
        {
            StopAll(StopReason.FailFast, StopTimes.AfterInterrupt);
        }
    }
}
