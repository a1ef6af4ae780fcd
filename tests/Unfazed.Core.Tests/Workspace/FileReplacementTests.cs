using System.Text;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class FileReplacementTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_file_is_replaced_and_its_mode_stays()
    {
        _folder.WriteExecutable("sub/a.sh", "old");
        Assert.Null(Replace("sub/a.sh", "old", "new"));
        Assert.Equal("new", File.ReadAllText(_folder["sub/a.sh"]));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_folder["sub/a.sh"]));
        Assert.Equal(["a.sh"], Names("sub"));
    }

    [ToolFact("setfattr", "getfattr")]
    public void Extended_attributes_stay()
    {
        _folder.Write("a.txt", "old");
        using (var set = System.Diagnostics.Process.Start(Tool.Path("setfattr"), ["-n", "user.origin", "-v", "here", _folder["a.txt"]]))
        {
            set.WaitForExit();
        }

        Assert.Null(Replace("a.txt", "old", "new"));
        var start = new System.Diagnostics.ProcessStartInfo(Tool.Path("getfattr"), ["--only-values", "-n", "user.origin", _folder["a.txt"]]) { RedirectStandardOutput = true };
        using var get = System.Diagnostics.Process.Start(start)!;
        Assert.Equal("here", get.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void What_somebody_else_wrote_meanwhile_stays()
    {
        _folder.Write("a.txt", "theirs");
        Assert.Contains("meanwhile", Replace("a.txt", "old", "new"), StringComparison.Ordinal);
        Assert.Equal("theirs", File.ReadAllText(_folder["a.txt"]));
        Assert.Equal(["a.txt"], Names(""));
    }

    [Fact]
    public void A_link_is_never_replaced_nor_written_through()
    {
        _folder.Write("target.txt", "old");
        _folder.MakeFolder("real");
        _folder.Write("real/b.txt", "old");
        File.CreateSymbolicLink(_folder["a.txt"], "target.txt");
        Directory.CreateSymbolicLink(_folder["folder"], "real");
        Assert.Contains("no regular file", Replace("a.txt", "old", "new"), StringComparison.Ordinal);
        Assert.Contains("symbolic link", Replace("folder/b.txt", "old", "new"), StringComparison.Ordinal);
        Assert.Equal("oldold", File.ReadAllText(_folder["target.txt"]) + File.ReadAllText(_folder["real/b.txt"]));
    }

    [ToolFact("ln")]
    public void A_file_of_several_names_is_left_alone()
    {
        _folder.Write("a.txt", "old");
        using (var link = System.Diagnostics.Process.Start(Tool.Path("ln"), [_folder["a.txt"], _folder["b.txt"]]))
        {
            link.WaitForExit();
        }

        Assert.Contains("hard links", Replace("a.txt", "old", "new"), StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["b.txt"]));
    }

    public void Dispose() => _folder.Dispose();

    private string? Replace(string path, string expected, string content) =>
        FileReplacement.Replace(_folder.Path, path, Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(content));

    private IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(_folder[folder]).Select(Path.GetFileName);
}
