using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>
/// Keeps the runs of a root from growing without end: the last 20 runs of the last 7 days, in 1 GiB. Those that this user did not make are
/// counted by themselves, so that none of them displaces one that counts. Ids sort by the start of their runs, so
/// that they are compared as they stand: this is done at the end of every run, however short it was.
/// </summary>
internal static class RunRetention
{
    private const int Kept = 20;
    private const int RemovedAtOnce = 5;
    private const int CountedAtOnce = 10_000;
    private const long LargestSum = 1L << 30;
    private const int LittleShare = 1_000;

    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(7);
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(1);

    /// <summary>Removes a few of the runs beyond the limits, the oldest first; one of the last hour stays, and one that is still at work.</summary>
    /// <param name="state">The runs of a root.</param>
    /// <param name="current">The id of the run that asks.</param>
    /// <param name="largestSum">How many bytes the runs may hold in all.</param>
    public static void Apply(RootState state, string current, long largestSum = LargestSum)
    {
        if (RunId.TimeOf(current) is not { } now)
        {
            return;
        }

        try
        {
            var home = new Home(state, current, largestSum);
            foreach (var id in Surplus(home, state.Ids(), now).Concat(Surplus(home, state.Strays(), now)).Take(RemovedAtOnce).ToList())
            {
                state.Remove(id);
            }
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // A later run tries again.
        }
    }

    /// <summary>The start before which a run is too old to be kept, in UTC.</summary>
    /// <param name="current">The id of the run that asks.</param>
    public static DateTime OldestStart(string current) => RunId.TimeOf(current) is { } now ? now - LongestAge : DateTime.MinValue;

    private static IEnumerable<string> Surplus(Home home, IEnumerable<string> ids, DateTime now)
    {
        var newestFirst = RunId.NewestFirst(ids.Where(static id => RunId.TimeOf(id) is not null), now).ToList();
        var within = WithinSum(home, newestFirst);
        for (var place = newestFirst.Count - 1; place >= 0; place--)
        {
            var name = newestFirst[place];
            var start = RunId.TimeOf(name)!.Value;
            var isBeyond = place >= within || start < now - LongestAge;
            var isTouched = start >= now - Untouched && !RunId.IsMisdated(name, now);
            if (isBeyond && !isTouched && home.Folder(name) is var folder && !IsAtWork(folder) && !HasJustBegun(folder, home.Folder(home.Current)))
            {
                yield return name;
            }
        }
    }

    /// <summary>How many of these runs fit into the sum. Stops to count after some thousand files, as if the rest were empty.</summary>
    /// <remarks>A run that kept little adds nothing that matters, and does not count: a hook that runs at every edit would do so for nothing.</remarks>
    private static int WithinSum(Home home, List<string> newestFirst)
    {
        var (sum, files, within) = (0L, 0, 0);
        if (SizeOf(home.Folder(home.Current), ref files) <= home.LargestSum / LittleShare)
        {
            return Kept;
        }

        foreach (var name in newestFirst.Take(Kept))
        {
            sum += SizeOf(home.Folder(name), ref files);
            if (sum > home.LargestSum)
            {
                return within;
            }

            within++;
        }

        return within;
    }

    private static long SizeOf(DirectoryInfo? folder, ref int files)
    {
        if (folder is null)
        {
            return 0;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var sum = 0L;
        foreach (var file in folder.EnumerateFiles("*", options).Take(CountedAtOnce - files))
        {
            files++;
            sum += file.Length;
        }

        return sum;
    }

    // It has no journal yet. By the clock of the file system: that of a process may be wrong.
    private static bool HasJustBegun(DirectoryInfo? folder, DirectoryInfo? current) =>
        folder is not null && current is not null && !folder.EnumerateFileSystemInfos().Any() && current.Exists && (current.LastWriteTimeUtc - folder.LastWriteTimeUtc).Duration() < Untouched;

    // The journal of a run at work is open for writing, and the system knows that when it is asked for it alone.
    internal static bool IsAtWork(DirectoryInfo? folder)
    {
        if (folder is null)
        {
            return false;
        }

        var journal = Path.Combine(folder.FullName, JournalWriter.FileName);
        if (FileStatus.Of(journal).Type != FileType.Regular)
        {
            return false;
        }

        try
        {
            using var alone = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return true;
        }
    }

    private readonly record struct Home(RootState State, string Current, long LargestSum)
    {
        public DirectoryInfo? Folder(string name) => State.FolderOf(name) is { } path ? new DirectoryInfo(path) : null;
    }
}
