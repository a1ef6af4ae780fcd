namespace Unfazed.Core.Tests.Workspace.Changes;

public class StagedFilesTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Only_what_is_staged_is_selected_and_what_was_edited_since_is_named()
    {
        using var repository = ChangedFiles.Repository();
        repository.Folder.Write("a.py", "x = 2\n");
        repository.Folder.Write("b.py", "x = 2\n");
        repository.Git("add", "a.py", "b.py");
        repository.Folder.Write("b.py", "x = 3\n");
        repository.Folder.Write("lib/c.py", "x = 3\n");
        repository.Folder.Write("untracked.py");

        var staged = await ChangedFiles.StagedAsync(repository.Path);

        Assert.Equal<string>(["a.py", "b.py"], staged.Paths);
        Assert.Equal<string>(["b.py"], staged.PartiallyStaged);
        Assert.Empty(staged.Gone);
    }

    [Fact(Timeout = Limit)]
    public async Task A_staged_file_that_is_no_longer_there_is_gone_and_named()
    {
        using var repository = ChangedFiles.Repository();
        repository.Folder.Write("new.py");
        repository.Git("add", "new.py");
        File.Delete(repository.Folder["new.py"]);

        var staged = await ChangedFiles.StagedAsync(repository.Path);

        Assert.Empty(staged.Paths);
        Assert.Equal<string>(["new.py"], staged.Gone);
        Assert.Equal<string>(["new.py"], staged.PartiallyStaged);
    }

    [Fact(Timeout = Limit)]
    public async Task A_staged_deletion_is_gone_and_is_named_only_where_the_file_still_lies_there()
    {
        using var repository = ChangedFiles.Repository();
        repository.Git("rm", "--quiet", "a.py");
        repository.Git("rm", "--quiet", "--cached", "b.py");

        var staged = await ChangedFiles.StagedAsync(repository.Path);

        Assert.Empty(staged.Paths);
        Assert.Equal<string>(["a.py", "b.py"], staged.Gone);
        Assert.Equal<string>(["b.py"], staged.PartiallyStaged);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_is_only_meant_to_be_added_is_changed_and_not_staged()
    {
        using var repository = ChangedFiles.Repository();
        repository.Folder.Write("later.py");
        repository.Git("add", "--intent-to-add", "later.py");

        Assert.True((await ChangedFiles.StagedAsync(repository.Path)).IsEmpty);
        Assert.Equal<string>(["later.py"], (await ChangedFiles.SinceAsync(repository.Path)).Paths);
    }

    [Fact(Timeout = Limit)]
    public async Task In_a_hook_the_index_of_the_commit_counts()
    {
        using var repository = ChangedFiles.Repository();
        repository.Folder.Write("a.py", "x = 2\n");
        repository.Folder.Write("b.py", "x = 2\n");
        File.Copy(repository.Folder[".git/index"], repository.Folder[".git/saved"]);
        repository.Git("add", "a.py");
        File.Move(repository.Folder[".git/index"], repository.Folder[".git/next-index"]);
        File.Move(repository.Folder[".git/saved"], repository.Folder[".git/index"]);
        repository.Git("add", "b.py");

        Assert.Equal<string>(["a.py"], (await ChangedFiles.StagedAsync(repository.Path, ("GIT_INDEX_FILE", ".git/next-index"))).Paths);
        Assert.Equal<string>(["b.py"], (await ChangedFiles.StagedAsync(repository.Path)).Paths);
        Assert.Equal<string>(["b.py"], (await ChangedFiles.StagedAsync(repository.Path, ("GIT_DIR", "/nowhere"), ("GIT_WORK_TREE", "/"))).Paths);
    }
}
