using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration.Comparison;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration;

/// <summary>What a run works with: its clock and deadline, its folder, its policy, and who is told.</summary>
internal sealed class RunEnvironment
{
    private static readonly TimeSpan LongestKeeping = TimeSpan.FromSeconds(5);

    // What takes longer in the folder of the run is not waited for again: no check is worth less than what is kept of it.
    private static readonly TimeSpan MaxKeeping = TimeSpan.FromMilliseconds(500);

    private readonly OrchestratorSetup _setup;
    private readonly long _started;
    private readonly TimeSpan _deadline;
    private readonly CheckPolicy _policy;
    private readonly FindingFingerprints _fingerprints;
    private readonly RunBroadcast _broadcast;
    private readonly RunPlaces _places;
    private volatile CachedChecks? _cacheAtBase;
    private volatile bool _doesFolderHang;

    public RunEnvironment(OrchestratorSetup setup, long started, RunPlaces places, RunBroadcast broadcast, CheckGuards guards)
    {
        Guards = guards;
        Locks = new CheckLocks(new LockFiles(places.Directory.State.LockFolder, setup.Workspace.Root).TryHold, setup.Time);
        _setup = setup;
        _started = started;
        _places = places;
        Cache = OpenCache(setup);
        _broadcast = broadcast;
        _deadline = setup.Configuration.Deadline.Value;
        _policy = new CheckPolicy(setup.Configuration);
        _fingerprints = new FindingFingerprints(setup.Workspace);
    }

    /// <summary>Covers the secrets that are known by now. Nothing that a check saw goes anywhere but through it.</summary>
    public Redactor Redactor => _broadcast.Secrets.Redactor;

    /// <summary>Known answers; null for a run that neither reads nor keeps them.</summary>
    public CachedChecks? Cache { get; }

    /// <summary>Known answers on the files of the base commit; null before they were laid out.</summary>
    public CachedChecks? CacheAtBase => _cacheAtBase;

    public CheckGuards Guards { get; }

    public CheckLocks Locks { get; }

    /// <summary>What checks changed that they may not change.</summary>
    public required ChangedFiles Changes { get; init; }

    public TimeProvider Time => _setup.Time;

    /// <summary>The commit whose findings are known; null where all count.</summary>
    public KnownSince? Since { get; init; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Who could be set to work on what fails.</summary>
    public AgentSettings Agents => _setup.Configuration.Agents;

    public double Cores => _setup.Configuration.Jobs.Value ?? Environment.ProcessorCount;

    public TimeSpan DeadlineGrace => StopTimes.GraceOf(_deadline);

    public TimeSpan Elapsed() => Time.GetElapsedTime(_started);

    public TimeSpan UntilDeadline() => NotNegative(_deadline - Elapsed());

    public TimeSpan UntilSoftDeadline() => NotNegative(_deadline - DeadlineGrace - Elapsed());

    public void Publish(RunEvent runEvent) => _broadcast.Publish(runEvent);

    public void Notice(string message) => _broadcast.Notice(message);

    /// <summary>The same observation without secrets, its findings recognisable in later runs, with what was looked at and is not what is staged.</summary>
    public Observation Recognise(Check check, Observation seen)
    {
        _broadcast.Secrets.Learn(check, seen);
        return Redactor.Redact(seen with
        {
            Findings = _fingerprints.Compute(seen.Findings),
            Details = StagedContent.Describe(check, seen.Details),
        });
    }

    public CheckResult Judge(Check check, Observation seen, TimeSpan duration) => _policy.Judge(check, seen, duration);

    /// <summary>A check in the queue: expected to take what it took before, or else its whole timeout.</summary>
    public QueuedCheck Queue(int index, Check check) => _places.History.Expected(check.Name, check.Directory) is { } known
        ? new QueuedCheck(index, check, known) { IsKnown = true }
        : new QueuedCheck(index, check, check.Timeout);

    /// <summary>Whether a check may not be started because it reaches the network and the run is offline.</summary>
    public bool KeepsOffline(Check check) => _setup.Configuration.Offline.Value && (check.Network || check.Service is not null);

    /// <summary>Whether this failed check ends the run under fail-fast.</summary>
    public bool EndsRun(CheckResult result) =>
        _setup.Configuration.FailFast.Value && result.Tier <= _setup.Configuration.FailOn.Value;

    public ValidationContext ContextFor(QueuedCheck queued, StopSignal stop) => new()
    {
        Check = queued.Check,
        KnownVersion = queued.Ticket?.Reading.Version,
        Workspace = _setup.Workspace,
        Processes = ProcessesOf(_setup.Processes, queued.Index, Locks.HandlesOf(queued)),
        Stop = stop,
        Time = Time,
        LogPath = queued.Check.Program is null && queued.Check.Command.IsEmpty ? null : _places.Directory.LogPath(queued.Check.Name),
        ScratchDirectory = _places.Directory.ScratchDirectory(queued.Check.Name),
        ToolCacheDirectory = _places.Directory.ToolCache(queued.Check.Name),
        CheckId = $"{_places.Directory.RunId}/{queued.Check.Name}",
    };

    /// <summary>Of findings in equal lines, makes those the new ones that stand in changed lines.</summary>
    public ImmutableArray<Finding> SettleEqualLines(ImmutableArray<Finding> findings, ChangedLines changed) => EqualLines.Settle(findings, _fingerprints, changed);

    /// <summary>Lays the files of the base commit out.</summary>
    public async Task<BaseTree> MakeBaseAsync(string commit, CancellationToken cancellationToken)
    {
        var tree = await BaseTree.MakeAsync(_setup, commit, cancellationToken).ConfigureAwait(false);
        _cacheAtBase = OpenCache(AtBase(tree));
        return tree;
    }

    /// <summary>What would run on the files of the base commit, under the configuration of now.</summary>
    public RunPlan PlanAtBase(BaseTree tree, RunSelection selection) =>
        new CheckPlanner(AtBase(tree)).Plan(selection);

    /// <summary>The context of a check that runs there: with a log, a scratch folder and a cache of its own.</summary>
    public ValidationContext ContextAtBase(Check check, StopSignal stop, BaseTree tree)
    {
        var name = check.Name + "@base";
        return new ValidationContext
        {
            Check = check,
            Workspace = tree.Workspace,
            Processes = ProcessesOf(tree.Processes, ProcessBegan.AtBase, inherited: []),
            Stop = stop,
            Time = Time,
            LogPath = check.Program is null && check.Command.IsEmpty ? null : _places.Directory.LogPath(name),
            ScratchDirectory = _places.Directory.ScratchDirectory(name),
            ToolCacheDirectory = _places.Directory.ToolCache(name),
            CheckId = $"{_places.Directory.RunId}/{name}",
        };
    }

    /// <summary>Names the log, where one was written.</summary>
    public Observation WithLog(Observation seen, string? logPath) =>
        seen.Log is null && logPath is not null && TryInFolder(() => File.Exists(logPath)) ? seen with { Log = _places.Directory.RelativeLog(logPath) } : seen;

    /// <summary>Names the log as reports do. Asks no disk.</summary>
    public Observation WithShownLog(Observation seen) => seen.Log is { } log ? seen with { Log = _places.Directory.RelativeLog(log) } : seen;

    /// <summary>Waits until what was seen is kept, within what is left of the run's time; of a run that was told to end, no longer than it takes to ask.</summary>
    public void FinishCache(StopReason stopped)
    {
        var isOver = stopped is not (StopReason.None or StopReason.FailFast);
        foreach (var cache in new[] { Cache, CacheAtBase }.OfType<CachedChecks>())
        {
            var left = isOver ? TimeSpan.Zero : UntilDeadline();
            cache.Finish(left < LongestKeeping ? left : LongestKeeping);
            if (cache.Problem is { } problem)
            {
                Notice(problem);
            }
        }
    }

    // What a check starts: covered in its log, recorded in the journal, known to whoever cannot wait for its end.
    private ProcessRunner ProcessesOf(ProcessRunner processes, int index, ImmutableArray<SafeFileHandle> inherited) => new(processes.Environment, processes.Time)
    {
        Redactor = Redactor,
        Started = new StartedProcesses { OnStart = child => Record(index, child) },
        Inherited = inherited,
    };

    // Written at once and not by the thread of the journal: when this process is killed now, the next run must know of the child.
    private void Record(int index, SpawnedChild child)
    {
        if (ProcessTable.Read(child.Id) is { } entry)
        {
            _ = TryInFolder(() => _places.Journal.Append(new ProcessBegan(index, entry.Id, entry.StartTime)));
        }
    }

    // The threads of checks do it, and the result of a check is not to be lost with the folder of the run.
    private bool TryInFolder(Func<bool> work)
    {
        if (!_doesFolderHang && BoundedWork.TryRun(work, MaxKeeping, out var result))
        {
            return result;
        }

        _doesFolderHang = true;
        return false;
    }

    private CachedChecks? OpenCache(OrchestratorSetup setup) => setup.Cache is { } cache && _places.CacheObjection is null
        ? new CachedChecks(cache.Open(setup.Workspace, setup.Processes), setup.Time)
        {
            Redactor = () => Redactor,
            AtMost = limit => UntilSoftDeadline() / 2 is var half && half < limit ? half : limit,
        }
        : null;

    private OrchestratorSetup AtBase(BaseTree tree) => _setup with { Workspace = tree.Workspace, Processes = tree.Processes };

    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}

/// <summary>Where a run keeps what it writes and remembers.</summary>
/// <param name="Directory">Its own folder.</param>
/// <param name="History">What earlier runs took.</param>
/// <param name="Journal">Its journal.</param>
internal sealed record RunPlaces(RunDirectory Directory, CheckHistory History, JournalWriter Journal)
{
    /// <summary>Why the cache is not used, for people; null when it is, or when none was asked for.</summary>
    public string? CacheObjection { get; init; }
}
