using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Forgets roots that no longer exist, such as temporary clones, when a new root is first used.</summary>
internal static class StaleRoots
{
    private const int InspectedAtOnce = 100;
    private const int LongestPath = 64 * 1024;

    /// <summary>Removes what is held for roots that are gone and had no run for some days: a disk that is not mounted today may be so tomorrow.</summary>
    /// <param name="roots">The folder of all roots in the state directory.</param>
    /// <param name="oldest">Before when the last run must have been, in UTC.</param>
    public static void Remove(string roots, DateTime oldest)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(roots).Take(InspectedAtOnce).ToList())
            {
                if (Directory.GetLastWriteTimeUtc(Path.Combine(folder, "runs")) < oldest && IsGone(Path.Combine(folder, "root")))
                {
                    PrivateFolder.TryDelete(folder);
                }
            }
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // The next new root tries again.
        }
    }

    private static bool IsGone(string rootFile)
    {
        try
        {
            return !Directory.Exists(System.Text.Encoding.UTF8.GetString(RegularFile.ReadAllBytes(rootFile, LongestPath)));
        }
        catch (FileNotFoundException)
        {
            return true;
        }
    }
}
