using Unfazed.Core.Orchestration.Comparison;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration.Comparison;

public sealed class BaseTreeFolderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Without_a_cache_directory_nothing_of_it_stays_behind()
    {
        string home;
        using (var folder = BaseTreeFolder.Take(cache: null, _root.Path))
        {
            home = Path.GetDirectoryName(folder.Path)!;
            Directory.CreateDirectory(folder.Path);
        }

        Assert.False(Directory.Exists(home), $"{home} stayed behind");
    }
}
