namespace Unfazed.Core.Journal;

/// <summary>Folders that only their owner may read.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, mode 0700, and those above it that are missing.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    /// <summary>Whether the path is a symbolic link. What a repository makes a link would lead our files out of it.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Whether an exception says that this place cannot be used.</summary>
    public static bool IsUnusable(Exception error) =>
        error is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException or ArgumentException;

    /// <summary>Why the place cannot be used, for people. The runtime calls a file that reaches <c>ulimit -f</c> a wrong argument.</summary>
    public static string Reason(Exception error) => error is ArgumentOutOfRangeException ? "a file reached the limit of size (ulimit -f)" : error.Message;

    /// <summary>Deletes a folder of ours with all that it holds; links in it are removed, not followed. Never throws for what it meets.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path) && !IsLink(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception error) when (IsUnusable(error))
        {
            // What stays behind is removed by a later run.
        }
    }

    /// <summary>Deletes a folder if nothing is in it. Never throws for what it meets.</summary>
    public static void TryDeleteEmpty(string path)
    {
        try
        {
            if (!IsLink(path))
            {
                Directory.Delete(path);
            }
        }
        catch (Exception error) when (IsUnusable(error))
        {
            // It contains files of somebody else, or is gone already.
        }
    }
}
