namespace Unfazed.Core.Processes;

/// <summary>What a check has started, for whoever cannot wait for its end: a result that is filed at the deadline, the journal.</summary>
internal sealed class StartedProcesses
{
    private readonly Lock _gate = new();
    private readonly List<RunningChild> _children = [];

    /// <summary>Called for each process right after its start, on the thread that started it, when it is contained already.</summary>
    public Action<SpawnedChild>? OnStart { get; init; }

    /// <summary>Whether a process that was started has not come to its end: it runs, or its descendants are being killed.</summary>
    public bool AreUnderWay => Children().Any(static child => !child.Completion.IsCompleted);

    /// <summary>Whether processes were started and each has ended, though the end of one may not have been looked at.</summary>
    public bool HaveEnded => Children() is { Count: > 0 } all && all.All(static child => child.HasEnded);

    /// <summary>Adds what is known of the processes by now: the command, the log and how many were killed.</summary>
    /// <param name="seen">An observation of a check whose end nobody waited for.</param>
    /// <returns>The same, its log as an absolute path; unchanged where nothing was started.</returns>
    public Observation Describe(Observation seen)
    {
        var children = Children();

        // Questions for a version have no log, and are no command of the check.
        var first = children.FirstOrDefault(static child => child.Command.LogPath is not null) ?? children.FirstOrDefault();
        return first is null ? seen : seen with
        {
            Command = [first.Command.Program, .. first.Command.Arguments],
            Log = children.FirstOrDefault(static child => child.HasLog)?.Command.LogPath,
            KilledProcesses = children.Sum(static child => child.KilledSoFar),
        };
    }

    public void Add(RunningChild child)
    {
        lock (_gate)
        {
            _children.Add(child);
        }
    }

    private List<RunningChild> Children()
    {
        lock (_gate)
        {
            return [.. _children];
        }
    }
}
