using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class FindingPathsTests
{
    [Theory]
    [InlineData("a.py", "sub/a.py")]
    [InlineData("./a.py", "sub/a.py")]
    [InlineData("../a.py", "a.py")]
    [InlineData("/repo/a.py", "a.py")]
    [InlineData("/repo/sub/../b c.py", "b c.py")]
    [InlineData("file:///repo/b%20c.py", "b c.py")]
    [InlineData("-a.py", "sub/-a.py")]
    [InlineData("", null)]
    [InlineData("..", null)]
    [InlineData("../..", null)]
    [InlineData("/repository/a.py", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("a\0b", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("src\\c.py", "sub/src/c.py")]
    [InlineData("..\\c.py", "c.py")]
    [InlineData("C:\\repo\\c.py", null)]
    [InlineData("c:/repo/c.py", null)]
    [InlineData("file:///C:/x.py", null)]
    [InlineData("\\\\server\\share\\c.py", null)]
    public void A_path_is_relative_to_the_root_or_nothing(string raw, string? path) => Assert.Equal(path, new FindingPaths("/repo", "/repo/sub").Resolve(raw));

    [Fact]
    public void What_lies_outside_is_named_in_the_message() =>
        Assert.Equal((null, "/usr/lib/x.py: broken"), new FindingPaths("/repo", "/repo").Place("/usr/lib/x.py", "broken"));

    [Fact]
    public void A_name_is_another_path_in_another_folder_also_when_it_was_seen_before()
    {
        var here = new FindingPaths("/repo", "/repo/here");

        Assert.Equal("here/a", here.Place("a", "m").Path);
        Assert.Equal("there/a", (here with { Directory = "/repo/there" }).Place("a", "m").Path);
        Assert.Equal("here/a", here.Place("a", "m").Path);
    }

    [Theory]
    [InlineData("a.c", "src/a.c")]
    [InlineData("../include/h.h", "include/h.h")]
    [InlineData("./src/a.c", "src/a.c")]
    [InlineData("rc/a.c", null)]
    [InlineData("twice.c", null)]
    [InlineData("gone.c", null)]
    [InlineData("/a.c", null)]
    public void A_name_from_another_folder_is_the_only_file_whose_path_ends_so(string raw, string? path)
    {
        using var root = new TemporaryDirectory();
        foreach (var file in (string[])["src/a.c", "include/h.h", "x/twice.c", "y/twice.c"])
        {
            root.Write(file, "");
        }

        var paths = Printed.Output("", root: root.Path, files: true).Paths;

        Assert.Equal(path, paths.Find(raw));
        Assert.Equal(path ?? (raw.StartsWith('/') ? null : raw), paths.Place(raw, "m").Path);
    }
}
