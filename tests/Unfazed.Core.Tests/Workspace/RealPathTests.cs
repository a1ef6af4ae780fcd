using System.Diagnostics;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact(Timeout = 120_000)]
    public async Task A_path_of_thousands_of_segments_that_is_not_there_takes_no_time()
    {
        await Task.Yield();
        var path = _folder.Path + string.Concat(Enumerable.Repeat("/a", 20_000));
        var watch = Stopwatch.StartNew();

        Assert.Null(RealPath.Resolve(path));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
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
