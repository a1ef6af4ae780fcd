using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Journal;

/// <summary>The runs of a repository that are still kept.</summary>
/// <param name="root">The root, absolute.</param>
/// <param name="environment">Says where the state directory is, for runs that could not be kept in the root.</param>
internal sealed class RunArchive(string root, ProcessEnvironment environment)
{
    private const int MaxUnfinished = 10;

    /// <summary>The ids of the runs, the newest first. What a wrong clock dated ahead of the present comes last.</summary>
    public ImmutableArray<string> Ids() => [.. RunId.NewestFirst(Folders().Keys, TimeProvider.System.GetUtcNow())];

    /// <summary>The run of this id, or whose id begins so where only one does; null when there is none that can be read.</summary>
    public JournaledRun? Find(string id)
    {
        var folders = Folders();
        var fits = folders.Keys.Where(name => name.StartsWith(id, StringComparison.Ordinal)).ToList();
        var name = folders.ContainsKey(id) ? id : fits.Count == 1 ? fits[0] : null;
        return name is null ? null : Own(JournalReader.Read(folders[name]));
    }

    /// <summary>The folder of the run with exactly this id; null when it is no longer kept.</summary>
    public string? FolderOf(string id) => Folders().GetValueOrDefault(id);

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
            if (Own(JournalReader.Read(folder)) is { Began.Owner: { IsDead: true } owner } run)
            {
                var leaders = run.Processes.Select(static process => new ProcessKey(process.Id, process.StartTime)).ToImmutableArray();
                runs.Add(new CutOffRun(id, run.Began.Run.Root, owner, leaders, File.GetLastWriteTimeUtc(Path.Combine(folder, JournalWriter.FileName))));
            }
        }

        return runs.ToImmutable();
    }

    /// <summary>Removes the scratch folders of runs that were cut off, so that nobody looks for their processes again.</summary>
    /// <param name="except">The id of the run that asks.</param>
    public void ForgetCutOff(string except)
    {
        foreach (var (id, folder) in WithScratch(except))
        {
            if (JournalReader.Read(folder) is { Began.Owner.IsDead: true })
            {
                PrivateFolder.TryDelete(RunDirectory.ScratchOf(folder));
            }
        }
    }

    private List<(string Id, string Folder)> WithScratch(string except)
    {
        var folders = Folders();
        return RunId.NewestFirst(folders.Keys, TimeProvider.System.GetUtcNow())
            .Where(id => id != except && Directory.Exists(RunDirectory.ScratchOf(folders[id]))).Take(MaxUnfinished).Select(id => (id, folders[id])).ToList();
    }

    // The state directory serves many repositories.
    private JournaledRun? Own(JournaledRun? run) =>
        run is not null && string.Equals(run.Began.Run.Root, root, StringComparison.Ordinal) ? run : null;

    private Dictionary<string, string> Folders()
    {
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        var homes = new[] { Path.Combine(root, ".unfazed"), StateDirectory.Of(environment) };
        foreach (var home in homes.OfType<string>())
        {
            foreach (var folder in Children(Path.Combine(home, "runs")))
            {
                folders.TryAdd(Path.GetFileName(folder), folder);
            }
        }

        return folders;
    }

    private static string[] Children(string folder)
    {
        try
        {
            return Directory.Exists(folder) && !PrivateFolder.IsLink(folder) ? Directory.GetDirectories(folder) : [];
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return [];
        }
    }
}
