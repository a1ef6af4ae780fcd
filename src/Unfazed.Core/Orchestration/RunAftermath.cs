using Unfazed.Core.Journal;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// What a run does on a disk when its report is sealed and given. It can change neither, so that a disk that stalls is waited for some seconds,
/// and never longer than a second beyond the deadline.
/// </summary>
/// <param name="environment">The run.</param>
/// <param name="places">Where it keeps what it writes.</param>
/// <param name="broadcast">Completes the journal, and takes notices.</param>
internal sealed class RunAftermath(RunEnvironment environment, RunPlaces places, RunBroadcast broadcast)
{
    private static readonly TimeSpan BeyondDeadline = TimeSpan.FromSeconds(1);

    // A few small writes.
    private static readonly TimeSpan MaxWriting = TimeSpan.FromSeconds(5);

    // What a large run can leave: results of thousands of checks, 100,000 temporary files.
    private static readonly TimeSpan MaxTidying = TimeSpan.FromSeconds(15);

    private const string NotCovered = "secrets that were found in this run are not covered in its logs and journal";

    /// <summary>Does it all, and says in a line what was not done in time.</summary>
    /// <param name="stopped">Why the run was stopped before its checks had ended.</param>
    /// <param name="results">The sealed results.</param>
    public void Finish(StopReason stopped, IReadOnlyList<CheckResult> results)
    {
        // What matters most comes first: where one step hangs, the next ones in the same place would hang as well. The cache is another place.
        var responds = IsDone(MaxWriting, "the end of the run's journal" + (broadcast.Secrets.HaveGrown ? $"; {NotCovered}" : ""), EndJournal)
            && (!broadcast.Secrets.HaveGrown || IsDone(TimeSpan.MaxValue, NotCovered, () => RedactedFiles.Cover(places.Directory.Path, broadcast.Secrets.Redactor)))
            && IsDone(MaxWriting, "the durations of the checks are not remembered", () => places.History.Add(places.Directory.RunId, results));
        _ = IsDone(MaxTidying, "results are not cached", () => environment.FinishCache(stopped));
        _ = responds && IsDone(MaxTidying, "temporary files and old runs are not deleted", places.Directory.Finish);
        broadcast.DeliverLateNotices();
    }

    private void EndJournal()
    {
        broadcast.CompleteJournal();
        places.Journal.Dispose();
    }

    private bool IsDone(TimeSpan limit, string undone, Action step)
    {
        var left = environment.UntilDeadline() + BeyondDeadline;
        var isDone = BoundedWork.TryRun(
            () =>
            {
                step();
                return true;
            },
            left < limit ? left : limit,
            out _);
        if (!isDone)
        {
            broadcast.Notice($"the file system did not respond in time, so this was left undone: {undone}");
        }

        return isDone;
    }
}
