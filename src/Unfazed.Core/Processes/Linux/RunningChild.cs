using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>One child from its start to its outcome: a machine of states that the reactor's thread alone turns.</summary>
internal sealed class RunningChild : IDisposable
{
    private const long DrainAfterExit = 300;
    private const long DrainAfterKill = 50;
    private const long DeathByForce = 500;

    private readonly SpawnedChild _child;
    private readonly StopSignal _stop;
    private readonly OutputLog? _log;
    private readonly PipeReader _output;
    private readonly PipeReader _error;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TaskCompletionSource<ProcessOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Phase _phase;
    private long _deadline = long.MaxValue;
    private TimeSpan _duration;
    private StopReason _stoppedBy;
    private ChildEnd? _end;

    public RunningChild(SpawnedChild child, CommandDescription command, StopSignal stop, TimeProvider time, long started)
    {
        _child = child;
        _stop = stop;
        _time = time;
        _started = started;
        _output = new PipeReader(child.Output, new OutputBuffer(command.OutputLimit));
        _error = new PipeReader(child.Error, new OutputBuffer(command.OutputLimit));
        _log = OutputLog.Open(command.LogPath);
    }

    private enum Phase
    {
        Running,
        Terminating,
        Killing,
        Draining,
        Done,
    }

    public Task<ProcessOutcome> Completion => _completion.Task;

    public bool IsDone => _phase == Phase.Done;

    /// <summary>When <see cref="Advance"/> must be called again at the latest, on the reactor's clock.</summary>
    public long Deadline => _child.Handle is null && _end is null ? 0 : _deadline;

    public ReadOnlySpan<int> Watched => new[] { _output.Descriptor, _error.Descriptor, _end is null ? _child.Handle?.Number ?? -1 : -1 };

    public void Read(Span<byte> scratch)
    {
        _output.Read(scratch, _log);
        _error.Read(scratch, _log);
    }

    /// <summary>Does what is due at this moment.</summary>
    public void Advance(long now)
    {
        if (_end is null && ChildProcesses.Peek(_child.Id) is { } end)
        {
            _end = end;
            _duration = _time.GetElapsedTime(_started);
            _deadline = now + (_phase == Phase.Running ? DrainAfterExit : DrainAfterKill);
            _phase = Phase.Draining;
        }

        switch (_phase)
        {
            case Phase.Running when _stop.Reason != StopReason.None:
                _stoppedBy = _stop.Reason;
                Libc.SendSignal(-_child.Id, Libc.Terminate);
                _deadline = now + (long)_stop.Grace.TotalMilliseconds;
                _phase = Phase.Terminating;
                break;
            case Phase.Terminating when now >= _deadline:
                Libc.SendSignal(-_child.Id, Libc.Kill);
                _deadline = now + DeathByForce;
                _phase = Phase.Killing;
                break;
            case Phase.Killing when now >= _deadline:
                Complete(ProcessEnd.Abandoned);
                break;
            case Phase.Draining when now >= _deadline || (_output.ReachedEnd && _error.ReachedEnd):
                // The leader is still a zombie: its number cannot belong to another group yet.
                Libc.SendSignal(-_child.Id, Libc.Kill);
                ChildProcesses.Reap(_child.Id);
                Complete(_end!.Value.IsExit ? ProcessEnd.Exited : _end.Value.IsLost ? ProcessEnd.Abandoned : ProcessEnd.Signaled);
                break;
        }
    }

    public void Fail(Exception exception)
    {
        _phase = Phase.Done;
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

    private void Complete(ProcessEnd end)
    {
        _phase = Phase.Done;
        Dispose();
        _completion.TrySetResult(new ProcessOutcome
        {
            End = end,
            ExitCode = end == ProcessEnd.Exited ? _end?.Status : null,
            Signal = end == ProcessEnd.Signaled ? SignalNames.Of(_end!.Value.Status) : null,
            StoppedBy = _stoppedBy,
            StandardOutput = _output.Captured,
            StandardError = _error.Captured,
            Duration = _end is null ? _time.GetElapsedTime(_started) : _duration,
            KilledProcesses = _stoppedBy == StopReason.None ? 0 : 1,
            PipeHolders = ImmutableArray<string>.Empty,
        });
    }
}
