using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class QuietFoldersTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();

    public QuietFoldersTests()
    {
        _repository.Folder.Write("a/b/c.py", "x");
        _repository.Folder.Write("a/d.py", "x");
        _repository.Folder.Write("e.py", "x");
        _repository.Commit();
    }

    public void Dispose() => _repository.Dispose();

    [Fact(Timeout = Limit)]
    public async Task Folders_that_are_older_than_the_listing_and_files_that_did_not_move_are_quiet()
    {
        var (workspace, before) = await ReadAsync();
        Assert.True(QuietFolders.AreQuiet(workspace, before, CancellationToken.None));
    }

    [Fact(Timeout = Limit)]
    public async Task Folders_that_are_as_young_as_the_listing_say_nothing()
    {
        var (workspace, _) = await ReadAsync();
        Assert.False(QuietFolders.AreQuiet(workspace, DateTimeOffset.UnixEpoch.AddDays(1), CancellationToken.None));
    }

    [Theory(Timeout = Limit)]
    [InlineData("", "new.py")]
    [InlineData("a", "a/new.py")]
    [InlineData("a/b", "a/b/new.py")]
    [InlineData("a", "a/folder/new.py")]
    public async Task A_file_that_is_added_is_seen(string folder, string file)
    {
        var (workspace, before) = await ReadAsync();
        Until(folder, before, () => _repository.Folder.Write(file + Guid.NewGuid().ToString("N") + "/x"));
        Assert.False(QuietFolders.AreQuiet(workspace, before, CancellationToken.None));
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_is_removed_changed_or_replaced_by_its_like_is_seen()
    {
        var (workspace, before) = await ReadAsync();
        File.Delete(_repository.Folder["a/d.py"]);
        Assert.False(QuietFolders.AreQuiet(workspace, before, CancellationToken.None));

        (workspace, before) = await ReadAsync();
        _repository.Folder.Write("e.py", "longer");
        Assert.False(QuietFolders.AreQuiet(workspace, before, CancellationToken.None));

        (workspace, before) = await ReadAsync();
        Directory.Move(_repository.Folder["a"], _repository.Folder["z"]);
        _repository.Folder.Write("a/b/c.py", "x");
        Assert.False(QuietFolders.AreQuiet(workspace, before, CancellationToken.None));
    }

    // A moment that lies behind the last change of every folder by just as much as is asked for.
    private async Task<(WorkspaceSnapshot Workspace, DateTimeOffset Before)> ReadAsync()
    {
        var workspace = await new WorkspaceUnderTest(_repository.Path).ReadAsync();
        var youngest = new[] { "", "a", "a/b" }.Max(Changed);
        return (workspace, DateTimeOffset.UnixEpoch.AddTicks((youngest / 100) + 1).AddMilliseconds(100));
    }

    private void Until(string folder, DateTimeOffset before, Action write)
    {
        do
        {
            write();
        }
        while (Changed(folder) < (before.AddMilliseconds(-100) - DateTimeOffset.UnixEpoch).Ticks * 100);
    }

    private long Changed(string folder) => FileStatus.Of(Path.Combine(_repository.Path, folder)).Stamp.Changed;
}
