using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class FileStatusTests
{
    [Fact]
    public void It_says_what_the_file_system_says()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.WriteExecutable("é/a", "12345");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(1_600_000_000).AddTicks(1_234_567));
        var status = FileStatus.Of(path);
        Assert.Equal(FileType.Regular, status.Type);
        Assert.Equal((5L, 1_600_000_000_123_456_700L, true), (status.Stamp.Size, status.Stamp.Modified, status.Stamp.Executable));
        Assert.True(!OperatingSystem.IsLinux() || status.Stamp.Changed > status.Stamp.Modified);
    }

    [Fact]
    public void Both_ways_to_ask_agree()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("plain", "abc");
        folder.MakeFolder("folder");
        File.CreateSymbolicLink(folder["dangling"], "nowhere");
        Directory.CreateSymbolicLink(folder["link"], "folder");
        foreach (var name in new[] { "plain", "folder", "dangling", "link", "gone", "plain/below" })
        {
            FileStatus status = FileStatus.Of(folder[name]), portable = PortableFileStatus.Of(folder[name]);
            Assert.Equal(status.Type, portable.Type);
            Assert.Equal(status.Type == FileType.Regular ? ToTicks(status.Stamp) : default, status.Type == FileType.Regular ? portable.Stamp : default);
        }
    }

    // .NET counts in steps of 100 ns and knows neither change time nor inode.
    private static FileStamp ToTicks(FileStamp stamp) => stamp with { Modified = stamp.Modified / 100 * 100, Changed = 0, Inode = 0 };

    [Fact]
    public void A_file_from_before_1970_has_its_time()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("old");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(-2.5));
        Assert.Equal(-2_500_000_000L, FileStatus.Of(path).Stamp.Modified);
    }

    [Fact]
    public void A_path_longer_than_the_kernel_takes_is_unreadable() =>
        Assert.Equal(FileType.Unreadable, FileStatus.Of("/" + new string('x', 5000)).Type);
}
