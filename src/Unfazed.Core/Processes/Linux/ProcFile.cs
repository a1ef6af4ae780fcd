using System.Buffers;
using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>Reads the small files of <c>/proc</c>, which have no length and may vanish while they are read.</summary>
internal static class ProcFile
{
    private const int Largest = 4 * 1024 * 1024;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>The path of a file about a process, such as <c>/proc/7/environ</c>.</summary>
    public static string PathOf(int pid, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}");

    /// <summary>The bytes of a file, at most 4 MiB; null when it is not there or not ours to read.</summary>
    public static unsafe byte[]? Read(string path)
    {
        using var descriptor = Open(path, Libc.CloseOnExec);
        if (descriptor.IsInvalid)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(1024);
        while (bytes.WrittenCount < Largest)
        {
            var room = bytes.GetSpan(1024);
            nint count;
            fixed (byte* target = room)
            {
                count = Libc.Read(descriptor, target, room.Length);
            }

            if (count < 0)
            {
                return null;
            }

            if (count == 0)
            {
                break;
            }

            bytes.Advance((int)count);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Where a link of <c>/proc</c> leads; null when it is not there, not ours to read, or longer than a path can be.</summary>
    public static unsafe string? LinkTarget(string path)
    {
        const int longest = 4096;
        var target = new byte[longest];
        fixed (byte* name = PosixText.EncodeTerminated(path), room = target)
        {
            var length = (int)Libc.ReadLink(name, room, longest);
            return length is <= 0 or longest ? null : PosixText.Decode(target.AsSpan(0, length));
        }
    }

    /// <summary>The paths in a folder; none when it is not there, not ours to read, or no file descriptor is left.</summary>
    public static IReadOnlyList<string> List(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The same, one after the other as they are asked for; ends early where the folder vanishes.</summary>
    public static IEnumerable<string> Enumerate(string directory)
    {
        using var entries = Open(directory);
        while (entries is not null && MoveNext(entries))
        {
            yield return entries.Current;
        }
    }

    /// <summary>The folders in a folder, without links; none when it is not there or not ours to read.</summary>
    public static IReadOnlyList<string> ListDirectories(string directory)
    {
        try
        {
            return Directory.GetDirectories(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerator<string>? Open(string directory)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(directory, "*", Everything).GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool MoveNext(IEnumerator<string> entries)
    {
        try
        {
            return entries.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes a setting; false when the kernel refuses.</summary>
    public static unsafe bool Write(string path, ReadOnlySpan<byte> value)
    {
        const int writeOnly = 1;
        using var descriptor = Open(path, writeOnly | Libc.CloseOnExec);
        if (descriptor.IsInvalid)
        {
            return false;
        }

        fixed (byte* source = value)
        {
            return Libc.Write(descriptor, source, value.Length) == value.Length;
        }
    }

    private static unsafe Descriptor Open(string path, int flags)
    {
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            return new Descriptor(Libc.Open(name, flags, 0));
        }
    }
}
