using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class WorkspacePathTests
{
    [Theory]
    [InlineData("src/a.py", "src/a.py")]
    [InlineData("./src/../src", "src")]
    [InlineData(".", ".")]
    [InlineData("inward/a.py", "src/a.py")]
    [InlineData("inward/..", ".")]
    public void A_path_in_the_root_is_found_where_it_really_is(string path, string real)
    {
        using var root = Prepare();
        Assert.True(WorkspacePath.TryResolve(root["in"], path, out var found, out var error), error);
        Assert.Equal(real, found);
    }

    [Theory]
    [InlineData("../secret", "outside")]
    [InlineData("/etc/passwd", "outside")]
    [InlineData("outward", "outside")]
    [InlineData("outward/..", "outside")]
    [InlineData("../inside", "outside")]
    [InlineData("chain", "outside")]
    [InlineData("circle", "there is no circle")]
    [InlineData("gone", "there is no gone")]
    [InlineData("src/a.py/b", "there is no")]
    [InlineData("", "empty")]
    [InlineData("a\0b", "NUL")]
    public void A_path_that_leaves_the_root_or_is_not_there_is_refused(string path, string part)
    {
        using var root = Prepare();
        Assert.False(WorkspacePath.TryResolve(root["in"], path, out _, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    private static TemporaryDirectory Prepare()
    {
        var folder = new TemporaryDirectory();
        folder.Write("in/src/a.py");
        folder.Write("secret");
        folder.MakeFolder("inside");
        Directory.CreateSymbolicLink(folder["in/inward"], "src");
        Directory.CreateSymbolicLink(folder["in/outward"], "../inside");
        File.CreateSymbolicLink(folder["in/chain"], "inward/../../secret");
        File.CreateSymbolicLink(folder["in/circle"], "circle");
        return folder;
    }
}
