using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_path_of_thousands_of_segments_that_is_not_there_is_not_walked()
    {
        // Each step of a walk makes a path of its own: 800 MB in all.
        const int most = 16 * 1024 * 1024;
        var path = _folder.Path + string.Concat(Enumerable.Repeat("/a", 20_000));

        Assert.InRange(AllocatedBytes.Smallest(most, () => Assert.Null(RealPath.Resolve(path))), 0, most);
    }

    [Fact]
    public void Links_on_the_way_are_resolved_and_a_parent_is_that_of_where_a_link_leads()
    {
        Directory.CreateDirectory(_folder["real/inner"]);
        File.CreateSymbolicLink(_folder["link"], "real/inner");
        var real = RealPath.Resolve(_folder.Path)!;

        Assert.Equal(Path.Combine(real, "real/inner"), RealPath.Resolve(_folder["link"]));
        Assert.Equal(Path.Combine(real, "real"), RealPath.Resolve(_folder["link"] + "/.."));
        Assert.Null(RealPath.Resolve(_folder["link/absent/.."]));
    }

    public void Dispose() => _folder.Dispose();
}
