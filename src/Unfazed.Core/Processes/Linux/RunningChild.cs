namespace Unfazed.Core.Processes;

/// <summary>One child from its start to its outcome: a machine of states that the reactor's thread alone turns.</summary>
internal sealed class RunningChild : IDisposable
{
    private const long DrainAfterExit = 300;
    private const long DrainAfterKill = 50;
    private const long DeathByForce = 1000;
    private const long BetweenSweeps = 2;
    private const long NamingHolders = 100;
    private const int QuietSweeps = 2;
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
    private int _quietSweeps;
    private bool _isHeld;
    private bool _wasTold;
    private bool _hasLeft;
    private PipeHolders? _holders;
    private volatile bool _hasEnded;
    private volatile int _killedSoFar;
    private ProcessOutcome? _outcome;

    public RunningChild(SpawnedChild child, CommandDescription command, StopSignal stop, (TimeProvider Time, long Started) clock)
    {
        _child = child;
        _stop = stop;
        (_time, _started) = clock;
        Command = command;
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
        Held,
        Draining,
        Naming,
        Sweeping,
        Done,
    }

    public int Id => _child.Id;

    public SessionWeight Weight { get; }

    public CheckMarker Marker => _child.Marker;

    public ControlGroup? Group => _child.Group;

    /// <summary>What was started.</summary>
    public CommandDescription Command { get; }

    /// <summary>How many of its processes were killed until now, or asked to end; from any thread.</summary>
    public int KilledSoFar => _killedSoFar;

    /// <summary>Whether its log can be read; from any thread.</summary>
    public bool HasLog => _log is { IsOpen: true };

    /// <summary>Whether the child itself has ended, seen or not; from any thread.</summary>
    public bool HasEnded => _hasEnded || ChildEnd.Peek(Id) is not null;

    public Task<ProcessOutcome> Completion => _completion.Task;

    /// <summary>Completes soon after <see cref="Completion"/>: when what it printed is written, or that takes too long.</summary>
    public Task Written => Task.WhenAll(_log?.WaitAsync() ?? Task.CompletedTask, _output.WaitAsync(WasStopped), _error.WaitAsync(WasStopped));

    public bool IsDone => _phase == Phase.Done;

    /// <summary>Whether its descendants are to be ended now.</summary>
    public bool IsEnding => _phase is Phase.Killing or Phase.Held or Phase.Sweeping or Phase.Done;

    /// <summary>When it must be advanced again at the latest, on the reactor's clock.</summary>
    public long Deadline => _child.Handle is null && _outcome is null ? 0 : _deadline;

    public int OutputDescriptor => Watched(_output);

    public int ErrorDescriptor => Watched(_error);

    public int ExitDescriptor => _outcome is null && !_isHeld ? _child.Handle?.Number ?? -1 : -1;

    private bool WasStopped => _stop.Reason != StopReason.None;

    public void ReadOutput(Span<byte> scratch) => Read(_output, scratch);

    public void ReadError(Span<byte> scratch) => Read(_error, scratch);

    /// <summary>Takes note of the end of the child, if it has ended.</summary>
    /// <param name="now">On the reactor's clock.</param>
    /// <param name="isSignaled">Whether its handle says that it has ended.</param>
    public void SeeExit(long now, bool isSignaled)
    {
        if (_outcome is not null)
        {
            return;
        }

        if (ChildEnd.Peek(Id) is not { } end)
        {
            if (isSignaled)
            {
                Hold(now);
            }

            return;
        }

        _hasEnded = true;
        _outcome = new ProcessOutcome
        {
            End = end.Kind,
            ExitCode = end.Kind == ProcessEnd.Exited ? end.Status : null,
            Signal = end.Kind == ProcessEnd.Signaled ? SignalNames.Of(end.Status) : null,
            StoppedBy = _wasTold ? _stop.Reason : StopReason.None,
            Duration = _time.GetElapsedTime(_started),
        };
        _deadline = now + (_phase == Phase.Running ? DrainAfterExit : DrainAfterKill);
        _phase = Phase.Draining;
    }

    /// <summary>Whether the process table must be read before <see cref="Advance"/>.</summary>
    public bool NeedsSweep(long now) => _phase switch
    {
        Phase.Running => _stop.Reason != StopReason.None,
        Phase.Terminating or Phase.Killing or Phase.Held or Phase.Sweeping => now >= _deadline,
        _ => false,
    };

    /// <summary>Has it killed at once, whatever grace it was given.</summary>
    public void EndNow(long now)
    {
        if (_phase is Phase.Running or Phase.Terminating)
        {
            _phase = Phase.Terminating;
            _deadline = Math.Min(_deadline, now);
            _wasTold = true;
            Count(new ProcessKey(Id, 0));
        }
    }

    /// <summary>Does what is due at this moment.</summary>
    public void Advance(long now, DescendantSweep sweep)
    {
        switch (_phase)
        {
            case Phase.Running when _stop.Reason != StopReason.None:
                // What ended while this process was stopped, or had no core, was not ended by us.
                SeeExit(now, isSignaled: false);
                if (_outcome is null)
                {
                    Terminate(now, sweep);
                }

                break;
            case Phase.Terminating when now >= _deadline:
                _phase = Phase.Killing;
                Weight.Share(1);
                _sweepEnds = now + DeathByForce;
                KillAll(now, sweep);
                break;
            case Phase.Killing or Phase.Held when now >= _sweepEnds:
                Complete(new ProcessOutcome { End = ProcessEnd.Abandoned, StoppedBy = _stop.Reason, Duration = _time.GetElapsedTime(_started) });
                break;
            case Phase.Killing or Phase.Held when now >= _deadline:
                KillAll(now, sweep);
                SeeExit(now, isSignaled: false);
                break;
            case Phase.Draining when now >= _deadline || (_output.ReachedEnd && _error.ReachedEnd):
                EndDraining(now);
                break;
            case Phase.Naming when now >= _deadline || _holders!.IsOver:
                EndNaming(now);
                break;
            case Phase.Sweeping when now >= _deadline:
                _quietSweeps = KillAll(now, sweep) == 0 && !sweep.HasUnreaped ? _quietSweeps + 1 : 0;
                if (_quietSweeps == QuietSweeps || now >= _sweepEnds)
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
        if (Group is { } group && !_hasLeft)
        {
            _hasLeft = true;
            ControlGroups.Leave(group);
        }
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
        _wasTold = true;
        _deadline = now + (long)_stop.Grace.TotalMilliseconds;
        Count(new ProcessKey(Id, 0));
        foreach (var descendant in sweep.DescendantsOf(this))
        {
            Count(descendant.Key);
        }

        // What is stopped can't act on a request until it is continued.
        _ = Libc.SendSignal(-Id, Libc.Terminate);
        _ = Libc.SendSignal(-Id, Libc.Continue);
    }

    // The tracer of a process learns of its end first. One that descends from it is killed like everything else that it left, and lets go.
    private void Hold(long now)
    {
        _isHeld = true;
        _hasEnded = true;
        if (_phase is Phase.Running or Phase.Terminating)
        {
            _phase = Phase.Held;
            _sweepEnds = now + DeathByForce;
        }

        _deadline = now;
    }

    private int KillAll(long now, DescendantSweep sweep)
    {
        // The leader was not reaped yet, so this number is still its group's and nobody else's.
        _ = Libc.SendSignal(-Id, Libc.Kill);
        var descendants = sweep.DescendantsOf(this);
        foreach (var descendant in descendants)
        {
            Count(descendant.Key);
            DescendantSweep.Kill(descendant);
        }

        Group?.Kill();
        _deadline = now + BetweenSweeps;
        return descendants.Count;
    }

    private void Count(ProcessKey killed)
    {
        _killed.Add(killed);
        _killedSoFar = _killed.Count;
    }

    private void EndDraining(long now)
    {
        if (_output.ReachedEnd && _error.ReachedEnd)
        {
            EndNaming(now);
            return;
        }

        _holders = PipeHolders.Search(Id, ProcessReactor.Instance.Wake, _output.Descriptor, _error.Descriptor);
        _phase = Phase.Naming;
        _deadline = now + NamingHolders;
    }

    private void EndNaming(long now)
    {
        _outcome = _outcome! with { PipeHolders = _holders?.Stop() ?? [] };
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
