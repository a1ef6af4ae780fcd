namespace Unfazed.Core.Workspace;

/// <summary>What .NET can say of a file on any platform: times to 100 ns, and no change time.</summary>
internal static class PortableFileStatus
{
    private const UnixFileMode AnybodyExecutes = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static FileStatus Of(string path)
    {
        try
        {
            var info = new FileInfo(path);
            var attributes = info.Attributes;
            if (attributes == (FileAttributes)(-1))
            {
                return FileStatus.Missing;
            }

            var modified = (info.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
            var executable = !OperatingSystem.IsWindows() && (info.UnixFileMode & AnybodyExecutes) != 0;
            var isFolder = attributes.HasFlag(FileAttributes.Directory);
            var type = attributes.HasFlag(FileAttributes.ReparsePoint) ? FileType.SymbolicLink
                : isFolder ? FileType.Directory
                : attributes.HasFlag(FileAttributes.Device) ? FileType.Special
                : FileType.Regular;
            return new FileStatus(type, new FileStamp(isFolder ? 0 : info.Length, modified, 0, executable));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return FileStatus.Missing;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return FileStatus.Unreadable;
        }
    }
}
