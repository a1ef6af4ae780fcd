namespace Unfazed.Core.Workspace;

/// <summary>
/// A file beside the one that it will replace by rename(2). It stays open and locked until then: the system frees the lock of a killed process, and
/// a file that nobody locks is one that such a process left behind.
/// </summary>
internal static class TemporaryFile
{
    private const string Prefix = ".unfazed-";
    private const string End = ".tmp";
    private const int Digits = 32;

    /// <summary>A new path in a folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{End}");

    /// <summary>Creates the file. Move it before you dispose of the stream.</summary>
    /// <param name="path">A path of <see cref="PathIn"/>.</param>
    /// <param name="mode">Its permissions; null for those of a new file.</param>
    public static FileStream Create(string path, UnixFileMode? mode = null)
    {
        // Windows moves an open file only where its deletion is shared.
        var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is { } permissions)
        {
            options.UnixCreateMode = permissions;
        }

        return new FileStream(path, options);
    }

    /// <summary>Deletes the temporary files of killed processes among those that git does not track. Never throws for what the file system does.</summary>
    /// <returns>How many were deleted.</returns>
    public static int DeleteLeftovers(WorkspaceSnapshot workspace)
    {
        var untracked = workspace.IsGit ? workspace.Untracked : [.. workspace.Files.Select(static file => file.Path)];
        return untracked.Where(static path => IsName(Path.GetFileName(path))).Count(path => TryDelete(workspace.FullPath(path)));
    }

    private static bool IsName(string name) =>
        name.Length == Prefix.Length + Digits + End.Length && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal)
        && HexName.Is(name.AsSpan(Prefix.Length, Digits), Digits);

    private static bool TryDelete(string path)
    {
        try
        {
            if (FileStatus.Of(path).Type != FileType.Regular)
            {
                return false;
            }

            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                // Nobody holds it.
            }

            File.Delete(path);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
