namespace Unfazed.Core.Workspace;

/// <summary>
/// Tells without git that nothing moved: each file is as it was, and no folder that holds one has changed since before they were listed, so
/// that nothing was added, removed or renamed there. What says anything else leaves the answer to a second listing.
/// </summary>
/// <remarks>
/// A folder that held nothing but ignored or excluded files when they were listed is not looked at: a file that is added there and is none of these is not seen.
/// </remarks>
internal static class QuietFolders
{
    // File systems stamp with the time of the kernel's last tick: some milliseconds, rounded up with much to spare.
    private static readonly TimeSpan CoarseClock = TimeSpan.FromMilliseconds(100);

    /// <param name="workspace">The files as they were.</param>
    /// <param name="before">A moment before they were listed.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>True when nothing moved; false when something may have.</returns>
    public static bool AreQuiet(WorkspaceSnapshot workspace, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !HasClockOfOurs(workspace.Root))
        {
            return false;
        }

        var limit = (before - CoarseClock - DateTimeOffset.UnixEpoch).Ticks * 100;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (!IsQuiet(workspace.Root, limit))
        {
            return false;
        }

        foreach (var file in workspace.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FileStatus.Of(workspace.FullPath(file.Path)) is var now && file.Kind != WorkspaceFileKind.Repository && now.Stamp != file.Stamp)
            {
                return false;
            }

            if (!AreQuietAbove(workspace, file.Path, seen, limit))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreQuietAbove(WorkspaceSnapshot workspace, string path, HashSet<string> seen, long limit)
    {
        var known = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var slash = path.LastIndexOf('/'); slash > 0 && known.Add(path.AsSpan(0, slash)); slash = path.LastIndexOf('/', slash - 1))
        {
            if (!IsQuiet(workspace.FullPath(path[..slash]), limit))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuiet(string folder, long limit) =>
        FileStatus.Of(folder) is { Type: FileType.Directory } status && status.Stamp.Changed < limit;

    // Elsewhere another machine stamps, whose clock may be behind.
    private static bool HasClockOfOurs(string root)
    {
        try
        {
            return new DriveInfo(root).DriveFormat is "ext2" or "ext3" or "ext4" or "xfs" or "btrfs" or "f2fs" or "zfs" or "tmpfs" or "overlay" or "overlayfs";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
