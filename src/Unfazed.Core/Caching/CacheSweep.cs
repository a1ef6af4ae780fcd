using Unfazed.Core.Journal;

namespace Unfazed.Core.Caching;

/// <summary>Keeps the cache from growing without end: what was not used for the longest time goes first.</summary>
/// <param name="folder">The folder of the store.</param>
/// <param name="time">The clock.</param>
internal sealed class CacheSweep(string folder, TimeProvider time)
{
    /// <summary>How many bytes may lie there.</summary>
    public const long LargestSum = 512L * 1024 * 1024;

    private const double Left = 0.8;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    // Its writer died; one at work takes no longer.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    // No check waits for another so long.
    private static readonly TimeSpan Unheld = TimeSpan.FromDays(2);

    /// <summary>Sweeps, unless somebody did in the last hour. Never throws for what the file system does.</summary>
    public void RunIfDue()
    {
        try
        {
            var mark = new FileInfo(Path.Combine(folder, CacheLayout.Swept));
            if (mark.Exists && time.GetUtcNow().UtcDateTime - mark.LastWriteTimeUtc < Pause)
            {
                return;
            }

            File.WriteAllBytes(mark.FullName, []);
            File.SetLastWriteTimeUtc(mark.FullName, time.GetUtcNow().UtcDateTime);
            Run(LargestSum);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // A later run tries again.
        }
    }

    /// <summary>Removes the files that were not used for the longest time until the rest is well below the limit.</summary>
    public void Run(long largestSum)
    {
        var files = Files().ToList();
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var held in CacheFiles.In(folder).Where(file => file.Length == 0 && now - file.LastWriteTimeUtc > Unheld).ToList())
        {
            Remove(held);
        }

        foreach (var torn in files.Where(file => HexName.IsTemporary(file.Name, out _) && now - file.LastWriteTimeUtc > Abandoned).ToList())
        {
            Remove(torn);
            files.Remove(torn);
        }

        var sum = files.Sum(static file => file.Length);
        if (sum <= largestSum)
        {
            return;
        }

        foreach (var file in files.OrderBy(static file => file.LastWriteTimeUtc))
        {
            if (sum <= largestSum * Left)
            {
                break;
            }

            sum -= file.Length;
            Remove(file);
        }
    }

    /// <summary>How many answers there are, of how many bytes all files are.</summary>
    public (int Files, long Bytes) Measure()
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in Files())
        {
            count++;
            bytes += file.Length;
        }

        return (count, bytes);
    }

    /// <summary>Removes every file of the store, and the folders that are empty then.</summary>
    public void Clear()
    {
        foreach (var file in CacheFiles.In(folder).Append(new FileInfo(Path.Combine(folder, CacheLayout.Swept))).ToList())
        {
            Remove(file);
        }

        foreach (var empty in CacheFiles.FoldersIn(folder).ToList())
        {
            PrivateFolder.TryDeleteEmpty(empty);
        }
    }

    // Locks have no content: a file that somebody holds must keep its name.
    private IEnumerable<FileInfo> Files() => CacheFiles.In(folder).Where(static file => file.Length > 0);

    private static void Remove(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // Somebody else's, or gone already.
        }
    }
}
