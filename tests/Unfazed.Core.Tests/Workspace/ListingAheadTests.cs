using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class ListingAheadTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly TestRepository _other = new();

    public ListingAheadTests()
    {
        _repository.Folder.Write("ours/a.py");
        _other.Folder.Write("theirs.py");
    }

    public void Dispose()
    {
        _repository.Dispose();
        _other.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_listed_ahead_is_what_would_have_been_listed_and_serves_once()
    {
        var scene = new WorkspaceUnderTest(_repository.Path);
        var reader = new WorkspaceReader(new ProcessRunner(scene.Environment, TimeProvider.System));
        reader.ListAhead(_repository.Folder["ours"], CancellationToken.None);
        var root = await scene.ResolveAsync();

        Assert.Equal<string>(["ours/a.py"], WorkspaceUnderTest.Paths(await reader.ReadAsync(root, [])));
        _repository.Folder.Write("ours/b.py");
        Assert.Equal<string>(["ours/a.py", "ours/b.py"], WorkspaceUnderTest.Paths(await reader.ReadAsync(root, [])));
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_listed_ahead_of_another_repository_is_thrown_away()
    {
        var scene = new WorkspaceUnderTest(_repository.Path);
        var reader = new WorkspaceReader(new ProcessRunner(scene.Environment, TimeProvider.System));
        reader.ListAhead(_other.Path, CancellationToken.None);

        Assert.Equal<string>(["ours/a.py"], WorkspaceUnderTest.Paths(await reader.ReadAsync(await scene.ResolveAsync(), [])));
    }

    [Fact(Timeout = Limit)]
    public async Task A_damaged_repository_is_the_same_error_with_and_without()
    {
        var scene = new WorkspaceUnderTest(_repository.Path);
        var root = await scene.ResolveAsync();
        await File.WriteAllTextAsync(_repository.Folder[".git/index"], "no index");
        var ahead = new WorkspaceReader(new ProcessRunner(scene.Environment, TimeProvider.System));
        ahead.ListAhead(_repository.Path, CancellationToken.None);

        var expected = await Assert.ThrowsAsync<WorkspaceException>(() => scene.ReadRootAsync(root));
        var actual = await Assert.ThrowsAsync<WorkspaceException>(() => ahead.ReadAsync(root, []));
        Assert.Equal(expected.Message, actual.Message);
    }
}
