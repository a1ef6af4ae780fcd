namespace Unfazed.Core.Journal;

/// <summary>Keeps the folder of runs from growing without end. Ids sort by the start of their runs.</summary>
internal static class RunRetention
{
    private const int Kept = 20;
    private const int RemovedAtOnce = 5;

    /// <summary>Removes a few of the oldest runs beyond the newest 20; a run of the last hour stays, it may still be at work.</summary>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="current">The id of the run that asks.</param>
    public static void Apply(string runs, string current)
    {
        if (StartOf(current) is not { } now)
        {
            return;
        }

        try
        {
            var old = new DirectoryInfo(runs).EnumerateDirectories()
                .Select(static folder => folder.Name)
                .Where(static name => StartOf(name) is not null)
                .OrderDescending(StringComparer.Ordinal)
                .Skip(Kept)
                .Reverse()
                .Where(name => StartOf(name) < now - TimeSpan.FromHours(1))
                .Take(RemovedAtOnce);
            foreach (var name in old.ToList())
            {
                PrivateFolder.TryDelete(Path.Combine(runs, name));
            }
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // A later run tries again.
        }
    }

    private static DateTime? StartOf(string id) =>
        id.Length > 17 && id[16] == '-' && DateTime.TryParseExact(
            id.AsSpan(0, 16), "yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None, out var start)
            ? start
            : null;
}
