using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Journal;

/// <summary>The runs of a repository that are still kept: those alone that this user's runs wrote.</summary>
/// <param name="state">Knows which.</param>
internal sealed class RunArchive(RootState state)
{
    private const int MaxUnfinished = 10;

    /// <summary>The ids of the runs, the newest first. What a wrong clock dated ahead of the present comes last.</summary>
    public ImmutableArray<string> Ids() => [.. NewestFirst(Listed()).Where(id => state.FolderOf(id) is not null)];

    /// <summary>The ids that are listed, in no order, whether or not their folders are still there.</summary>
    public IReadOnlyList<string> Listed()
    {
        try
        {
            return [.. state.Ids()];
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return [];
        }
    }

    /// <summary>The run of this id, or whose id begins so where only one does; null when there is none that can be read.</summary>
    public JournaledRun? Find(string id)
    {
        var ids = Ids();
        var fits = ids.Where(name => name.StartsWith(id, StringComparison.Ordinal)).ToList();
        var name = ids.Contains(id, StringComparer.Ordinal) ? id : fits.Count == 1 ? fits[0] : null;
        return name is not null && state.FolderOf(name) is { } folder ? Own(JournalReader.Read(folder), name) : null;
    }

    /// <summary>The folder of the run with exactly this id; null when it is no longer kept.</summary>
    public string? FolderOf(string id) => Listed().Contains(id, StringComparer.Ordinal) ? state.FolderOf(id) : null;

    /// <summary>The newest run that has a journal and is over, but for one; null when there is none.</summary>
    /// <param name="except">The id of a run that does not count, such as the one that asks.</param>
    public JournaledRun? Last(string? except = null) => Ids().Where(id => id != except).Select(Find).FirstOrDefault(static run => run is { IsUnderWay: false });

    /// <summary>
    /// The runs of this repository that were cut off, the newest first, a few at most: the process that ran them is dead, and they have not
    /// removed their scratch folder.
    /// </summary>
    /// <param name="except">The id of the run that asks.</param>
    public ImmutableArray<CutOffRun> CutOff(string except)
    {
        var runs = ImmutableArray.CreateBuilder<CutOffRun>();
        foreach (var (id, folder) in WithScratch(except))
        {
            if (Own(JournalReader.Read(folder), id) is { Began.Owner: { IsDead: true } owner } run)
            {
                var leaders = run.Processes.Select(static process => new ProcessKey(process.Id, process.StartTime)).ToImmutableArray();
                runs.Add(new CutOffRun(id, run.Began.Run.Root, owner, leaders, File.GetLastWriteTimeUtc(Path.Combine(folder, JournalWriter.FileName))));
            }
        }

        return runs.ToImmutable();
    }

    /// <summary>Removes the scratch folders of runs that were cut off, so that nobody looks for their processes again.</summary>
    public void Forget(IEnumerable<CutOffRun> runs)
    {
        foreach (var folder in runs.Select(run => state.FolderOf(run.Id)).OfType<string>())
        {
            PrivateFolder.TryDelete(RunDirectory.ScratchOf(folder));
        }
    }

    private List<(string Id, string Folder)> WithScratch(string except) =>
    [
        // As a rule only the run that asks has one: whose the folder is need not be asked of the others.
        .. NewestFirst(Listed().Where(id => id != except && state.PlacesOf(id).Any(static folder => Directory.Exists(RunDirectory.ScratchOf(folder)))))
            .Select(id => (Id: id, Folder: state.FolderOf(id) ?? ""))
            .Where(static run => run.Folder.Length > 0 && Directory.Exists(RunDirectory.ScratchOf(run.Folder)))
            .Take(MaxUnfinished),
    ];

    // A journal of another run may have been copied to its place.
    private JournaledRun? Own(JournaledRun? run, string id) =>
        run is not null && run.Began.Run.Root == state.Root && run.Began.Run.Id == id ? run : null;

    private static IEnumerable<string> NewestFirst(IEnumerable<string> ids) => RunId.NewestFirst(ids, TimeProvider.System.GetUtcNow());
}
