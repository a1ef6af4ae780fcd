namespace Unfazed.Core.Journal;

/// <summary>Keeps the folder of runs from growing without end: the last 20 runs of the last 7 days, in 1 GiB. Ids sort by the start of their runs.</summary>
internal static class RunRetention
{
    private const int Kept = 20;
    private const int RemovedAtOnce = 5;
    private const int CountedAtOnce = 10_000;
    private const long LargestSum = 1L << 30;

    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(7);
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(1);

    /// <summary>Removes a few of the runs beyond the limits, the oldest first; one of the last hour stays, and one that is still at work.</summary>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="current">The id of the run that asks.</param>
    /// <param name="largestSum">How many bytes the runs may hold in all.</param>
    public static void Apply(string runs, string current, long largestSum = LargestSum)
    {
        if (StartOf(current) is not { } now)
        {
            return;
        }

        try
        {
            foreach (var folder in Surplus(new DirectoryInfo(runs), now, largestSum).Take(RemovedAtOnce).ToList())
            {
                PrivateFolder.TryDelete(folder.FullName);
            }
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // A later run tries again.
        }
    }

    private static IEnumerable<DirectoryInfo> Surplus(DirectoryInfo runs, DateTime now, long largestSum)
    {
        var newestFirst = runs.EnumerateDirectories()
            .Where(static folder => StartOf(folder.Name) is not null)
            .OrderByDescending(static folder => folder.Name, StringComparer.Ordinal)
            .ToList();
        var within = WithinSum(newestFirst.Take(Kept), largestSum);
        return newestFirst
            .Where((folder, place) => place >= within || StartOf(folder.Name) < now - LongestAge)
            .Reverse()
            .Where(folder => StartOf(folder.Name) < now - Untouched && !IsAtWork(folder));
    }

    /// <summary>How many of these runs fit into the sum. Stops to count after some thousand files, as if the rest were empty.</summary>
    private static int WithinSum(IEnumerable<DirectoryInfo> newestFirst, long largestSum)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var (sum, files, within) = (0L, 0, 0);
        foreach (var folder in newestFirst)
        {
            foreach (var file in folder.EnumerateFiles("*", options).Take(CountedAtOnce - files))
            {
                files++;
                sum += file.Length;
            }

            if (sum > largestSum)
            {
                return within;
            }

            within++;
        }

        return within;
    }

    // The journal of a run at work is open for writing, and the system knows that when it is asked for it alone.
    private static bool IsAtWork(DirectoryInfo folder)
    {
        var journal = new FileInfo(Path.Combine(folder.FullName, JournalWriter.FileName));
        if (!journal.Exists || journal.LinkTarget is not null)
        {
            return false;
        }

        try
        {
            using var alone = journal.Open(FileMode.Open, FileAccess.Read, FileShare.None);
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

    private static DateTime? StartOf(string id) =>
        id.Length > 17 && id[16] == '-' && DateTime.TryParseExact(
            id.AsSpan(0, 16), "yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None, out var start)
            ? start
            : null;
}
