using Unfazed.Core.Journal;

namespace Unfazed.Core.Orchestration;

/// <summary>What a run does on a disk before its first check: none of it may take the run's deadline away.</summary>
/// <param name="setup">What the run works with.</param>
/// <param name="started">A timestamp of the start of the process.</param>
internal sealed class RunPreparation(OrchestratorSetup setup, long started)
{
    // A run does without its folder: a disk that takes longer than this would cost the checks more than logs are worth.
    private static readonly TimeSpan MaxOpening = TimeSpan.FromSeconds(5);

    // Ids that are not known make it possible that two runs of one millisecond have the same order.
    private static readonly TimeSpan MaxListing = TimeSpan.FromSeconds(2);

    // Also of a run whose deadline has passed: its checks are named in the report, and the end is still well within two seconds.
    private static readonly TimeSpan MinLimit = TimeSpan.FromMilliseconds(400);

    private const string NoResponse = "no cached result is used, and none is kept: the file system did not respond";

    private readonly List<string> _notices = [];

    /// <summary>Asks why the cache is not used; null when it is.</summary>
    public Func<string?> AskCache { get; init; } = () => setup.Cache?.Objection(setup.Workspace);

    /// <summary>What could not be done, in lines for people.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Makes the plan, which inspects files of the repository; an empty one when the file system does not respond.</summary>
    public RunPlan Plan(Func<RunPlan> plan)
    {
        if (BoundedWork.TryRun(plan, Left(), out var made))
        {
            return made;
        }

        _notices.Add("nothing was checked: the file system did not respond before the deadline");
        return new RunPlan([], []);
    }

    /// <summary>An id that is greater than that of every earlier run of the repository, as far as the file system responds.</summary>
    public string NewId(DateTimeOffset startedAt)
    {
        return RunId.New(startedAt, BoundedWork.TryRun(Ids, AtMost(MaxListing), out var ids) ? ids : []);

        IReadOnlyList<string> Ids() => new RunArchive(RootState.Of(setup.Workspace, setup.Processes.Environment)).Listed();
    }

    /// <summary>Makes the folder of the run and opens what is in it; a run without a folder when the file system does not respond.</summary>
    public RunPlaces Open(string runId)
    {
        var places = BoundedWork.TryRun(() => OpenOnDisk(runId), AtMost(MaxOpening), out var opened) ? opened
            : new RunPlaces(RunDirectory.None(setup.Workspace.Root, runId), CheckHistory.Read(null), JournalWriter.Open(null)) { CacheObjection = NoResponse };
        if (places.CacheObjection is null)
        {
            // Asked for itself: a cache that stalls, on a disk of its own, must not cost the run its journal.
            places = places with { CacheObjection = BoundedWork.TryRun(AskCache, AtMost(MaxOpening), out var objection) ? objection : NoResponse };
        }

        _notices.AddRange(new[] { places.Directory.Warning, places.Journal.Warning, places.CacheObjection }.OfType<string>());
        return places;
    }

    private RunPlaces OpenOnDisk(string runId)
    {
        var directory = RunDirectory.Create(setup.Workspace, runId, setup.Processes.Environment);
        return new RunPlaces(directory, CheckHistory.Read(directory.State.Folder), JournalWriter.Open(setup.IsAside ? null : directory.Path));
    }

    /// <summary>As much of a time as the run can spare: the checks need at least as much as what they can do without.</summary>
    public TimeSpan AtMost(TimeSpan limit)
    {
        var half = Left() / 2;
        return half < limit ? half : limit;
    }

    private TimeSpan Left()
    {
        var deadline = setup.Configuration.Deadline.Value;
        var left = deadline - StopTimes.GraceOf(deadline) - setup.Time.GetElapsedTime(started);
        return left < MinLimit ? MinLimit : left;
    }
}
