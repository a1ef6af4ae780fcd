using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Workspace;

/// <summary>statx(2): one call a file, with nanoseconds and the change time, which the platform's own API does not give.</summary>
internal static partial class LinuxFileStatus
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7ff; // STATX_BASIC_STATS
    private const int NotThere = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR
    private const int TypeMask = 0xf000;
    private const int AnybodyExecutes = 0x49; // 0111
    private const int PermissionMask = 0xfff; // 07777
    private const int StackBytes = 1024;

    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH

    public static FileStatus Of(string path) => At(path, NoFollow);

    /// <summary>The status of what a path leads to: a link is followed.</summary>
    public static FileStatus Following(string path) => At(path, 0);

    /// <summary>The status of a file that is open.</summary>
    public static FileStatus Of(SafeFileHandle file)
    {
        byte none = 0;
        return Ask((int)file.DangerousGetHandle(), in none, EmptyPath);
    }

    private static FileStatus At(string path, int flags)
    {
        var needed = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        var bytes = needed <= StackBytes ? stackalloc byte[StackBytes] : new byte[needed];
        bytes[Encoding.UTF8.GetBytes(path, bytes)] = 0;
        return Ask(CurrentFolder, in bytes[0], flags);
    }

    private static FileStatus Ask(int folder, in byte path, int flags)
    {
        if (Statx(folder, in path, flags, BasicStats, out var status) != 0)
        {
            return Marshal.GetLastPInvokeError() is NotThere or NotAFolder ? FileStatus.Missing : FileStatus.Unreadable;
        }

        var stamp = new FileStamp((long)status.Size, status.Modified.Nanoseconds, status.Changed.Nanoseconds, (status.Mode & AnybodyExecutes) != 0) { Inode = status.Inode };
        return new FileStatus(TypeOf(status.Mode), stamp) { Links = status.Links, Owner = status.Owner, Group = status.Group, Mode = (UnixFileMode)(status.Mode & PermissionMask) };
    }

    private static FileType TypeOf(ushort mode) => (mode & TypeMask) switch
    {
        0x8000 => FileType.Regular,
        0x4000 => FileType.Directory,
        0xa000 => FileType.SymbolicLink,
        _ => FileType.Special,
    };

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int folder, in byte path, int flags, uint mask, out StatxBuffer status);

    // struct statx of linux/stat.h: 256 bytes, the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct StatxBuffer
    {
        [FieldOffset(16)]
        public readonly uint Links;

        [FieldOffset(20)]
        public readonly uint Owner;

        [FieldOffset(24)]
        public readonly uint Group;

        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly StatxTime Changed;

        [FieldOffset(112)]
        public readonly StatxTime Modified;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private readonly struct StatxTime
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;

        public long Nanoseconds => unchecked((_seconds * 1_000_000_000) + _nanoseconds);
    }
}
