namespace Unfazed.Core.Processes;

/// <summary>One child from its start to its outcome: a machine of states that the reactor's thread alone turns.</summary>
internal sealed class RunningChild : IDisposable
{
    private const long DrainAfterExit = 300;
    private const long DrainAfterKill = 50;
    private const long DeathByForce = 1000;
    private const long BetweenSweeps = 2;
    private const int ReadsAfterEnd = 64;

    private readonly SpawnedChild _child;
    private readonly StopSignal _stop;
    private readonly OutputLog? _log;
    private readonly PipeReader _output;
    private readonly PipeReader _error;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly HashSet<ProcessKey> _killed = [];
    private readonly TaskCompletionSource<ProcessOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Phase _phase;
    private long _deadline = long.MaxValue;
    private long _sweepEnds;
    private ProcessOutcome? _outcome;

    public RunningChild(SpawnedChild child, CommandDescription command, StopSignal stop, (TimeProvider Time, long Started) clock)
    {
        _child = child;
        _stop = stop;
        (_time, _started) = clock;
        _log = OutputLog.Open(command.LogPath);
        _output = new PipeReader(child.Output, new KeptOutput(command, static () => ProcessReactor.Instance.Wake()), _log, command.Redactor);
        _error = new PipeReader(child.Error, new KeptOutput(command, static () => ProcessReactor.Instance.Wake()), _log, command.Redactor);
        Weight = new SessionWeight(child.Id);
    }

    private enum Phase
    {
        Running,
        Terminating,
        Killing,
        Draining,
        Sweeping,
        Done,
    }

    public int Id => _child.Id;

    public SessionWeight Weight { get; }

    public CheckMarker Marker => _child.Marker;

    public Task<ProcessOutcome> Completion => _completion.Task;

    /// <summary>Completes soon after <see cref="Completion"/>: when what it printed is written, or that takes too long.</summary>
    public Task Written => Task.WhenAll(_log?.WaitAsync() ?? Task.CompletedTask, _output.WaitAsync(WasStopped), _error.WaitAsync(WasStopped));

    public bool IsDone => _phase == Phase.Done;

    /// <summary>Whether its descendants are to be ended now.</summary>
    public bool IsEnding => _phase is Phase.Killing or Phase.Sweeping or Phase.Done;

    /// <summary>When it must be advanced again at the latest, on the reactor's clock.</summary>
    public long Deadline => _child.Handle is null && _outcome is null ? 0 : _deadline;

    public int OutputDescriptor => Watched(_output);

    public int ErrorDescriptor => Watched(_error);

    public int ExitDescriptor => _outcome is null ? _child.Handle?.Number ?? -1 : -1;

    private bool WasStopped => _stop.Reason != StopReason.None;

    public void ReadOutput(Span<byte> scratch) => Read(_output, scratch);

    public void ReadError(Span<byte> scratch) => Read(_error, scratch);

    /// <summary>Takes note of the end of the child, if it has ended.</summary>
    public void SeeExit(long now)
    {
        if (_outcome is not null || ChildEnd.Peek(Id) is not { } end)
        {
            return;
        }

        _outcome = new ProcessOutcome
        {
            End = end.Kind,
            ExitCode = end.Kind == ProcessEnd.Exited ? end.Status : null,
            Signal = end.Kind == ProcessEnd.Signaled ? SignalNames.Of(end.Status) : null,
            StoppedBy = _phase == Phase.Running ? StopReason.None : _stop.Reason,
            Duration = _time.GetElapsedTime(_started),
        };
        _deadline = now + (_phase == Phase.Running ? DrainAfterExit : DrainAfterKill);
        _phase = Phase.Draining;
    }

    /// <summary>Whether the process table must be read before <see cref="Advance"/>.</summary>
    public bool NeedsSweep(long now) => _phase switch
    {
        Phase.Running => _stop.Reason != StopReason.None,
        Phase.Terminating or Phase.Killing or Phase.Sweeping => now >= _deadline,
        _ => false,
    };

    /// <summary>Has it killed at once, whatever grace it was given.</summary>
    public void EndNow(long now)
    {
        if (_phase is Phase.Running or Phase.Terminating)
        {
            _phase = Phase.Terminating;
            _deadline = Math.Min(_deadline, now);
            _killed.Add(new ProcessKey(Id, 0));
        }
    }

    /// <summary>Does what is due at this moment.</summary>
    public void Advance(long now, DescendantSweep sweep)
    {
        switch (_phase)
        {
            case Phase.Running when _stop.Reason != StopReason.None:
                Terminate(now, sweep);
                break;
            case Phase.Terminating when now >= _deadline:
                _phase = Phase.Killing;
                Weight.Share(1);
                _sweepEnds = now + DeathByForce;
                KillAll(now, sweep);
                break;
            case Phase.Killing when now >= _sweepEnds:
                Complete(new ProcessOutcome { End = ProcessEnd.Abandoned, StoppedBy = _stop.Reason, Duration = _time.GetElapsedTime(_started) });
                break;
            case Phase.Killing when now >= _deadline:
                KillAll(now, sweep);
                break;
            case Phase.Draining when now >= _deadline || (_output.ReachedEnd && _error.ReachedEnd):
                EndDraining(now);
                break;
            case Phase.Sweeping when now >= _deadline:
                if ((KillAll(now, sweep) == 0 && !sweep.HasUnreaped) || now >= _sweepEnds)
                {
                    ChildProcesses.Reap(Id);
                    Complete(_outcome!);
                }

                break;
        }
    }

    public void Fail(Exception exception)
    {
        _phase = Phase.Done;
        if (ChildProcesses.IsKnown(Id))
        {
            _ = Libc.SendSignal(-Id, Libc.Kill);
        }

        Dispose();
        _completion.TrySetException(exception);
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _child.Handle?.Dispose();
        _log?.Dispose();
    }

    // What is left in the pipe of a child that has ended is little, and is taken at once.
    private int Watched(PipeReader reader) => reader.IsFull && _outcome is null ? -1 : reader.Descriptor;

    // When the child has ended, all that is in the pipe is taken at once: a thread that is late must not take a full pipe for a held one.
    private void Read(PipeReader reader, Span<byte> scratch)
    {
        var most = _outcome is null ? 1 : ReadsAfterEnd;
        for (var reads = 0; reads < most && reader.Read(scratch); reads++)
        {
        }
    }

    private void Terminate(long now, DescendantSweep sweep)
    {
        _phase = Phase.Terminating;
        _deadline = now + (long)_stop.Grace.TotalMilliseconds;
        _killed.Add(new ProcessKey(Id, 0));
        foreach (var descendant in sweep.DescendantsOf(this))
        {
            _killed.Add(descendant.Key);
        }

        // What is stopped can't act on a request until it is continued.
        _ = Libc.SendSignal(-Id, Libc.Terminate);
        _ = Libc.SendSignal(-Id, Libc.Continue);
    }

    private int KillAll(long now, DescendantSweep sweep)
    {
        // The leader was not reaped yet, so this number is still its group's and nobody else's.
        _ = Libc.SendSignal(-Id, Libc.Kill);
        var descendants = sweep.DescendantsOf(this);
        foreach (var descendant in descendants)
        {
            _killed.Add(descendant.Key);
            DescendantSweep.Kill(descendant);
        }

        _deadline = now + BetweenSweeps;
        return descendants.Count;
    }

    private void EndDraining(long now)
    {
        _outcome = _outcome! with { PipeHolders = PipeHolders.Find(Id, _output.Descriptor, _error.Descriptor) };
        _output.Dispose();
        _error.Dispose();
        if (_killed.Count == 0 && !ChildProcesses.HaveOrphans())
        {
            ChildProcesses.Reap(Id);
            Complete(_outcome);
            return;
        }

        _phase = Phase.Sweeping;
        _deadline = now;
        _sweepEnds = now + DeathByForce;
    }

    private void Complete(ProcessOutcome outcome)
    {
        _phase = Phase.Done;
        Dispose();
        _completion.TrySetResult(outcome with
        {
            StandardOutput = _output.Captured,
            StandardError = _error.Captured,
            KilledProcesses = _killed.Count,
        });
    }
}
