using System.Runtime.InteropServices;

namespace Unfazed.Core.Workspace;

/// <summary>
/// Writes a file anew: beside it under another name, then in its place by rename(2). Whoever reads it sees the old content or the new one,
/// never half of either. Mode, owner and extended attributes stay.
/// </summary>
internal static class FileReplacement
{
    /// <summary>Replaces a file; the reason why not, for people, or null.</summary>
    /// <param name="root">The root, absolute, symlinks resolved.</param>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="expected">What must be in it: other content is somebody else's, and stays.</param>
    /// <param name="content">What will be in it.</param>
    public static string? Replace(string root, string path, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> content)
    {
        var full = Path.Combine(root, path);
        var folder = Path.GetDirectoryName(full)!;
        try
        {
            var before = FileStatus.Of(full);
            if (Objection(before) is { } objection)
            {
                return objection;
            }

            if (!string.Equals(RealPath.Resolve(folder), folder, StringComparison.Ordinal))
            {
                return "its folder is a symbolic link now";
            }

            var temporary = TemporaryFile.PathIn(folder);
            try
            {
                using var file = TemporaryFile.Create(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                return Write(file, full, before, content) ?? Exchange(full, temporary, before, expected);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be written: {problem.Message}";
        }
    }

    private static string? Objection(FileStatus status) => status switch
    {
        { Type: not FileType.Regular } => "it is no regular file any more",
        { Links: > 1 } => "it has several names (hard links), which would part",
        _ => null,
    };

    private static string? Write(FileStream file, string full, FileStatus before, ReadOnlySpan<byte> content)
    {
        file.Write(content);
        file.Flush(flushToDisk: true);
        if (OperatingSystem.IsLinux() && LinuxAttributes.Copy(full, file.Name, before) is { } problem)
        {
            return problem;
        }

        if (!OperatingSystem.IsWindows())
        {
            // After the owner: a change of owner clears special bits.
            File.SetUnixFileMode(file.Name, File.GetUnixFileMode(full));
        }

        return null;
    }

    private static string? Exchange(string full, string temporary, FileStatus before, ReadOnlySpan<byte> expected)
    {
        if (!File.ReadAllBytes(full).AsSpan().SequenceEqual(expected) || FileStatus.Of(full) != before)
        {
            return "somebody changed it meanwhile";
        }

        File.Move(temporary, full, overwrite: true);
        return null;
    }
}

/// <summary>Owner and extended attributes (access lists too) of a file on Linux.</summary>
internal static partial class LinuxAttributes
{
    private const int LargestList = 64 * 1024;

    /// <summary>Gives a file of ours what another has; the reason why not, or null.</summary>
    public static string? Copy(string from, string to, FileStatus status)
    {
        var own = FileStatus.Of(to);
        if ((own.Owner != status.Owner || own.Group != status.Group) && ChangeOwner(to, status.Owner, status.Group) != 0)
        {
            return "it belongs to somebody else, and its owner could not be kept";
        }

        var names = new byte[LargestList];
        var length = ListAttributes(from, names, LargestList);
        for (var rest = names.AsSpan(0, (int)Math.Max(0, length)); rest.IndexOf((byte)0) is > 0 and var end; rest = rest[(end + 1)..])
        {
            CopyOne(from, to, System.Text.Encoding.UTF8.GetString(rest[..end]));
        }

        return null;
    }

    // What the file system or a security module keeps to itself cannot be copied, and is theirs to set.
    private static void CopyOne(string from, string to, string name)
    {
        var value = new byte[LargestList];
        if (GetAttribute(from, name, value, LargestList) is >= 0 and var size)
        {
            _ = SetAttribute(to, name, value, size, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "llistxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ListAttributes(string path, byte[] names, nint size);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, byte[] value, nint size);

    [LibraryImport("libc", EntryPoint = "lsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, byte[] value, nint size, int flags);
}
