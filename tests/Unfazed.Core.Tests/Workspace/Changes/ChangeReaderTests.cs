using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

public class ChangeReaderTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Modified_staged_and_untracked_files_are_changed_and_the_rest_is_not()
    {
        using var repository = ChangedFiles.Repository();
        repository.Folder.Write("a.py", "x = 2\n");
        repository.Folder.Write("lib/staged.py");
        repository.Git("add", "lib/staged.py");
        repository.Folder.Write("new\nline.py");
        repository.Folder.Write(".gitignore", "*.log\n");
        repository.Folder.Write("noise.log");

        var changes = await ChangedFiles.SinceAsync(repository.Path);

        Assert.Equal<string>([".gitignore", "a.py", "lib/staged.py", "new\nline.py"], changes.Paths);
        Assert.Empty(changes.Gone);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_was_only_touched_is_not_changed()
    {
        using var repository = ChangedFiles.Repository();
        File.SetLastWriteTimeUtc(repository.Folder["a.py"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.True((await ChangedFiles.SinceAsync(repository.Path)).IsEmpty);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_a_deletion_and_of_a_renamed_file_the_old_name_is_gone()
    {
        using var repository = ChangedFiles.Repository();
        File.Delete(repository.Folder["a.py"]);
        repository.Git("mv", "b.py", "renamed.py");

        var changes = await ChangedFiles.SinceAsync(repository.Path);

        Assert.Equal<string>(["renamed.py"], changes.Paths);
        Assert.Equal<string>(["a.py", "b.py"], changes.Gone);
    }

    [Fact(Timeout = Limit)]
    public async Task Against_a_base_what_this_branch_did_counts_and_not_what_the_base_did_since()
    {
        using var repository = ChangedFiles.Repository();
        repository.Git("checkout", "--quiet", "-b", "feature");
        repository.Folder.Write("b.py", "x = 2\n");
        repository.Commit();
        repository.Git("checkout", "--quiet", "main");
        repository.Folder.Write("a.py", "x = 3\n");
        repository.Commit();
        repository.Git("checkout", "--quiet", "feature");
        repository.Folder.Write("untracked.py");

        Assert.Equal<string>(["b.py", "untracked.py"], (await ChangedFiles.SinceAsync(repository.Path, "main")).Paths);
        Assert.Equal<string>(["untracked.py"], (await ChangedFiles.SinceAsync(repository.Path)).Paths);
    }

    [Theory(Timeout = Limit)]
    [InlineData("no-such-branch", "there is no commit \"no-such-branch\" in this repository")]
    [InlineData("", "there is no commit \"\"")]
    [InlineData("--output=evil", "there is no commit \"--output=evil\"")]
    [InlineData("HEAD..HEAD", "there is no commit \"HEAD..HEAD\"")]
    [InlineData("HEAD:a.py", "there is no commit \"HEAD:a.py\"")]
    public async Task A_base_that_is_no_commit_is_refused_with_what_to_do(string revision, string said)
    {
        using var repository = ChangedFiles.Repository();

        var message = await ChangedFiles.RefusalAsync(() => ChangedFiles.SinceAsync(repository.Path, revision));

        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("fetch it first", message, StringComparison.Ordinal);
        Assert.False(File.Exists(repository.Folder["evil"]));
    }

    [Fact(Timeout = Limit)]
    public async Task Before_the_first_commit_everything_is_changed_and_a_base_is_refused()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("staged.py");
        repository.Git("add", "staged.py");
        repository.Folder.Write("untracked.py");

        Assert.Equal<string>(["staged.py", "untracked.py"], (await ChangedFiles.SinceAsync(repository.Path)).Paths);
        Assert.Equal<string>(["staged.py"], (await ChangedFiles.StagedAsync(repository.Path)).Paths);
        Assert.Contains("there is no commit \"main\"", await ChangedFiles.RefusalAsync(() => ChangedFiles.SinceAsync(repository.Path, "main")), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_shallow_clone_without_a_common_commit_says_how_to_deepen_it()
    {
        using var origin = ChangedFiles.Repository();
        origin.Git("checkout", "--quiet", "-b", "feature");
        origin.Folder.Write("b.py", "x = 2\n");
        origin.Commit();
        origin.Git("checkout", "--quiet", "main");
        origin.Folder.Write("a.py", "x = 3\n");
        origin.Commit();
        using var folder = new TemporaryDirectory();
        TestRepository.GitAt(folder.Path, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=feature", "file://" + origin.Path, "clone");

        var message = await ChangedFiles.RefusalAsync(() => ChangedFiles.SinceAsync(folder["clone"], "origin/main"));

        Assert.Contains("have no commit in common", message, StringComparison.Ordinal);
        Assert.Contains("git fetch --unshallow", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_a_repository_it_is_refused_with_what_to_do()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.py");

        Assert.Contains("is in no git repository: make one (git init)", await ChangedFiles.RefusalAsync(() => ChangedFiles.SinceAsync(folder.Path)), StringComparison.Ordinal);
        Assert.StartsWith("--staged", await ChangedFiles.RefusalAsync(() => ChangedFiles.StagedAsync(folder.Path)), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_working_tree_of_its_own_without_a_branch_is_compared_with_what_is_checked_out_there()
    {
        using var repository = ChangedFiles.Repository();
        using var folder = new TemporaryDirectory();
        repository.Git("worktree", "add", "--quiet", "--detach", folder["tree"]);
        folder.Write("tree/a.py", "x = 2\n");

        Assert.Equal<string>(["a.py"], (await ChangedFiles.SinceAsync(folder["tree"])).Paths);
        Assert.Equal<string>(["a.py"], (await ChangedFiles.SinceAsync(folder["tree"], "main")).Paths);
        Assert.True((await ChangedFiles.SinceAsync(repository.Path)).IsEmpty);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_in_conflict_is_changed_once_and_never_wholly_staged()
    {
        using var repository = Conflict();

        Assert.Equal<string>(["a.py"], (await ChangedFiles.SinceAsync(repository.Path)).Paths);
        var staged = await ChangedFiles.StagedAsync(repository.Path);
        Assert.Equal<string>(["a.py"], staged.Paths);
        Assert.Equal<string>(["a.py"], staged.PartiallyStaged);
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_sparse_checkout_leaves_out_is_neither_changed_nor_deleted()
    {
        using var repository = ChangedFiles.Repository();
        repository.Git("sparse-checkout", "set", "--cone", "lib");
        Assert.Empty((await ChangedFiles.SinceAsync(repository.Path)).Gone);
        repository.Folder.Write("lib/c.py", "x = 2\n");

        Assert.Equal<string>(["lib/c.py"], (await ChangedFiles.SinceAsync(repository.Path)).Paths);
    }

    [Fact(Timeout = Limit)]
    public async Task A_submodule_counts_by_its_commit_and_not_by_what_lies_in_it()
    {
        using var library = ChangedFiles.Repository();
        using var repository = ChangedFiles.Repository();
        repository.Git("submodule", "--quiet", "add", library.Path, "sub");
        repository.Commit();
        repository.Folder.Write("sub/a.py", "x = 2\n");
        Assert.True((await ChangedFiles.SinceAsync(repository.Path)).IsEmpty);

        TestRepository.GitAt(repository.Folder["sub"], "commit", "--quiet", "--all", "--message=y");

        Assert.Equal<string>(["sub"], (await ChangedFiles.SinceAsync(repository.Path)).Paths);
    }

    [Fact(Timeout = Limit)]
    public async Task A_root_below_the_top_of_its_repository_hears_of_its_own_files_by_their_names_there()
    {
        using var repository = ChangedFiles.Repository();
        repository.Folder.Write("a.py", "x = 2\n");
        repository.Folder.Write("lib/c.py", "x = 2\n");
        repository.Folder.Write("lib/unfazed.yaml", "version: 1\n");
        var workspace = new WorkspaceUnderTest(repository.Path);
        var root = await workspace.ResolveAsync("lib");

        var changes = await new Core.Workspace.Changes.ChangeReader(new Core.Processes.ProcessRunner(workspace.Environment, TimeProvider.System))
            .ReadAsync(root, await workspace.ReadRootAsync(root), new(Core.Workspace.Changes.ChangeKind.WorkingTree));

        Assert.Equal<string>(["c.py", "unfazed.yaml"], changes.Paths);
    }

    [Fact(Timeout = Limit)]
    public async Task A_changed_file_whose_name_is_not_UTF8_is_said()
    {
        using var repository = ChangedFiles.Repository();
        Shell.Run(repository.Path, "printf x > \"$(printf 'caf\\351.py')\"; git add -A");

        var changes = await ChangedFiles.SinceAsync(repository.Path);

        Assert.Contains("caf\\xe9.py", Assert.Single(changes.Notices), StringComparison.Ordinal);
    }

    private static TestRepository Conflict()
    {
        var repository = ChangedFiles.Repository();
        repository.Git("checkout", "--quiet", "-b", "other");
        repository.Folder.Write("a.py", "x = 2\n");
        repository.Commit();
        repository.Git("checkout", "--quiet", "main");
        repository.Folder.Write("a.py", "x = 3\n");
        repository.Commit();
        Assert.Throws<InvalidOperationException>(() => repository.Git("merge", "--quiet", "other"));
        return repository;
    }
}
