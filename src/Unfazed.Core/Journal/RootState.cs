using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>
/// What the state directory holds for one root: the runs that this user made there, how long their checks took, the locks. The folder of a run
/// as a rule lies in the root, where a repository can bring along another: it counts only when its id is listed here.
/// </summary>
/// <remarks>
/// <c>roots/KEY/runs/ID</c> is an empty file for a run whose folder lies in the root, and else that folder. A name costs one file to write
/// and one listing to read; no key has to be kept secret.
/// </remarks>
internal sealed class RootState
{
    /// <summary>How many hexadecimal digits the name of a root has.</summary>
    public const int KeyLength = 32;

    private const string RootFile = "root";

    private readonly string? _state;

    private RootState(string root, string? state, string? problem)
    {
        Root = root;
        _state = state;
        Problem = problem;
        Folder = state is null ? null : Path.Combine(state, "roots", KeyOf(root));
        LockFolder = state is null ? null : Path.Combine(state, "locks");
    }

    /// <summary>The root, absolute.</summary>
    public string Root { get; }

    /// <summary>The folder of this root in the state directory, absolute, maybe not made yet; null where the state directory is not used.</summary>
    public string? Folder { get; }

    /// <summary>The folder of the locks that runs share, absolute, maybe not made yet; null where there is none.</summary>
    public string? LockFolder { get; }

    /// <summary>Why the state directory is not used, for people; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>The folder of runs in the root.</summary>
    public string RunsInRoot => Path.Combine(Root, ".unfazed", "runs");

    private string? Runs => Folder is null ? null : Path.Combine(Folder, "runs");

    /// <summary>The name of a root among others.</summary>
    public static string KeyOf(string root) => Sha256.Hex(root)[..KeyLength];

    /// <summary>No state: nothing is kept, and nothing is known of earlier runs. Touches no disk.</summary>
    public static RootState None(string root) => new(root, null, "the file system did not respond");

    /// <summary>The state of a root, where the state directory may be believed.</summary>
    public static RootState Of(WorkspaceSnapshot workspace, ProcessEnvironment environment)
    {
        var state = StateDirectory.Of(environment);
        var problem = StateDirectory.Problem(environment) ?? FolderOwnership.Objection(state!, workspace);
        return new RootState(workspace.Root, problem is null ? state : null, problem);
    }

    /// <summary>The same where nothing is believed of what it says: to add to a run of this process.</summary>
    public static RootState Of(string root, ProcessEnvironment environment)
    {
        var problem = StateDirectory.Problem(environment);
        return new RootState(root, problem is null ? StateDirectory.Of(environment) : null, problem);
    }

    /// <summary>Lists a run whose folder lies in the root.</summary>
    /// <exception cref="IOException">The state directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The state directory cannot be written.</exception>
    public void Add(string runId)
    {
        Prepare(runId);
        using var mark = new FileStream(Path.Combine(Runs!, runId), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>Makes the folder of a run that cannot lie in the root, and lists it.</summary>
    /// <exception cref="IOException">The state directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The state directory cannot be written.</exception>
    public string AddFolder(string runId)
    {
        Prepare(runId);
        var folder = Path.Combine(Runs!, runId);
        PrivateFolder.Create(folder);
        return folder;
    }

    /// <summary>The ids of the runs that this user made here and that are still listed, in no order.</summary>
    public IEnumerable<string> Ids() => Names(Runs, static folder => Directory.EnumerateFileSystemEntries(folder));

    /// <summary>The ids in the root that are not listed: another state directory's, an older version's, or the repository's own.</summary>
    public IEnumerable<string> Strays() => Names(RunsInRoot, static folder => Directory.EnumerateDirectories(folder)).Except(Ids(), StringComparer.Ordinal);

    /// <summary>Where the folder of a run may lie, whether or not it is there.</summary>
    public IEnumerable<string> PlacesOf(string runId) => new[] { Runs, RunsInRoot }.OfType<string>().Select(runs => Path.Combine(runs, runId));

    /// <summary>The folder of a run, listed or not: a real one, which belongs to this user and has no link in its way; null when there is none.</summary>
    public string? FolderOf(string runId)
    {
        if (Runs is { } runs && Path.Combine(runs, runId) is var kept && FolderOwnership.IsOwnFolder(kept))
        {
            return kept;
        }

        string[] way = [Path.Combine(Root, ".unfazed"), RunsInRoot, Path.Combine(RunsInRoot, runId)];
        return Array.TrueForAll(way, FolderOwnership.IsOwnFolder) ? way[^1] : null;
    }

    /// <summary>Deletes the folder of a run, and lists it no longer.</summary>
    public void Remove(string runId)
    {
        if (FolderOf(runId) is { } folder)
        {
            PrivateFolder.TryDelete(folder);
        }

        if (Runs is { } runs && FileStatus.Of(Path.Combine(runs, runId)).Type == FileType.Regular)
        {
            File.Delete(Path.Combine(runs, runId));
        }
    }

    private static IEnumerable<string> Names(string? folder, Func<string, IEnumerable<string>> list) =>
        folder is not null && FileStatus.Of(folder).Type == FileType.Directory ? list(folder).Select(static path => Path.GetFileName(path)!) : [];

    private void Prepare(string runId)
    {
        if (Folder is null)
        {
            throw new IOException(Problem ?? "there is no state directory");
        }

        if (Directory.Exists(Runs))
        {
            return;
        }

        PrivateFolder.Create(Runs!);
        File.WriteAllText(Path.Combine(Folder, RootFile), Root);
        StaleRoots.Remove(Path.Combine(_state!, "roots"), RunRetention.OldestStart(runId));
    }
}
