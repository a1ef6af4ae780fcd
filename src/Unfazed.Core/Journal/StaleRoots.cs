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
                if (HexName.Is(Path.GetFileName(folder), RootState.KeyLength) && Directory.GetLastWriteTimeUtc(Path.Combine(folder, "runs")) < oldest && IsGone(folder))
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

    // A folder that is not named after the root in it is none of ours.
    private static bool IsGone(string folder)
    {
        try
        {
            var root = System.Text.Encoding.UTF8.GetString(RegularFile.ReadAllBytes(Path.Combine(folder, "root"), LongestPath));
            return RootState.KeyOf(root) == Path.GetFileName(folder) && !Directory.Exists(root);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // One that cannot be read keeps no other one.
            return false;
        }
    }
}
