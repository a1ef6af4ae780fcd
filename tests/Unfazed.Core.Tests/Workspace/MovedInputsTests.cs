using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class MovedInputsTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Nothing_moved_while_nobody_wrote()
    {
        using var repository = Prepare();
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.False(await snapshot.HaveInputsChangedAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Changed_added_and_removed_files_are_named()
    {
        using var repository = Prepare();
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        repository.Folder.Write("changed.py", "longer than before");
        repository.Folder.Write("new.py");
        File.Delete(repository.Folder["removed.py"]);
        Assert.Equal<string>(["changed.py", "new.py", "removed.py"], await snapshot.FindMovedInputsAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Another_content_of_the_same_size_with_its_time_put_back_is_still_seen()
    {
        using var repository = Prepare();
        var path = repository.Folder["changed.py"];
        var before = File.GetLastWriteTimeUtc(path);
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        repository.Folder.Write("changed.py", "y");
        File.SetLastWriteTimeUtc(path, before);
        Assert.Equal<string>(["changed.py"], await snapshot.FindMovedInputsAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task What_tools_leave_in_ignored_folders_and_in_ours_is_no_change()
    {
        using var repository = Prepare();
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        repository.Folder.Write(".unfazed/runs/1/flake8.log");
        repository.Folder.Write("__pycache__/a.pyc");
        repository.Folder.Write("x.log");
        Assert.Empty(await snapshot.FindMovedInputsAsync());
    }

    [Fact]
    public async Task A_snapshot_made_from_a_list_sees_what_moved_of_it()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.py");
        folder.Write("b.py");
        var files = new[] { "a.py", "b.py" }.Select(name => new WorkspaceFile(name, WorkspaceFileKind.Regular, FileStatus.Of(folder[name]).Stamp));
        var snapshot = new WorkspaceSnapshot(folder.Path, isGit: false, [.. files]);
        folder.Write("b.py", "x");
        Assert.Equal<string>(["b.py"], await snapshot.FindMovedInputsAsync());
    }

    private static TestRepository Prepare()
    {
        var repository = new TestRepository();
        repository.Folder.Write(".gitignore", "*.log\n");
        repository.Folder.Write("changed.py", "x");
        repository.Folder.Write("removed.py");
        repository.Folder.Write("untouched.py");
        repository.Commit();
        return repository;
    }
}
