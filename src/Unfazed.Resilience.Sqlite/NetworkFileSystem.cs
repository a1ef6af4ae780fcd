namespace Unfazed.Resilience.Sqlite;

/// <summary>Tells where SQLite's write-ahead log is unsafe: its index is shared memory, which file systems of a network do not share.</summary>
internal static class NetworkFileSystem
{
    private static readonly string[] FuseNetworks = ["sshfs", "s3fs", "glusterfs", "rclone", "9p", "v9fs", "virtiofs"];

    /// <summary>Whether the nearest existing folder of <paramref name="path"/> is on a network file system.</summary>
    public static bool Holds(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        if (folder is null)
        {
            return false;
        }

        try
        {
            var drive = new DriveInfo(folder);
            return drive.DriveType == DriveType.Network || FuseNetworks.Any(n => drive.DriveFormat.Contains(n, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Opening the file will say what is wrong, in its own words.
            return false;
        }
    }
}
