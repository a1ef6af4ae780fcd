using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class GitHookTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task The_index_that_a_hook_is_given_is_the_one_that_is_listed()
    {
        using var repository = PrepareIgnoredFile();
        var workspace = new WorkspaceUnderTest(repository.Path, ("GIT_INDEX_FILE", ".git/other-index"));
        Assert.Equal([".gitignore", "forced.log"], await workspace.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task The_other_variables_of_a_hook_do_not_lead_to_another_repository()
    {
        using var repository = PrepareIgnoredFile();
        using var other = new TestRepository();
        other.Folder.Write("wrong.py");
        other.Commit();
        var workspace = new WorkspaceUnderTest(
            repository.Path, ("GIT_DIR", other.Folder[".git"]), ("GIT_WORK_TREE", other.Path), ("GIT_INDEX_FILE", other.Folder[".git/index"]), ("GIT_PREFIX", "x/"));
        Assert.Equal([".gitignore"], await workspace.ListAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData(".git")]
    [InlineData(".git/worktrees/linked")]
    public async Task A_folder_in_no_repository_is_walked_although_a_hook_names_one(string named)
    {
        using var other = new TestRepository();
        other.Folder.Write("wrong.py");
        other.Commit();
        using var linked = new TemporaryDirectory();
        other.Git("worktree", "add", "--quiet", linked["linked"]);
        other.Folder.Write(".git/info/exclude", "*\n");
        using var plain = new TemporaryDirectory();
        plain.Write("right.py");

        Assert.Equal(["right.py"], await new WorkspaceUnderTest(plain.Path, ("GIT_DIR", other.Folder[named])).ListAsync());
    }

    // forced.log is ignored, and in no index but other-index.
    private static TestRepository PrepareIgnoredFile()
    {
        var repository = new TestRepository();
        repository.Folder.Write(".gitignore", "*.log\n");
        repository.Commit();
        repository.Folder.Write("forced.log");
        File.Copy(repository.Folder[".git/index"], repository.Folder[".git/saved"]);
        repository.Git("add", "--force", "forced.log");
        File.Move(repository.Folder[".git/index"], repository.Folder[".git/other-index"]);
        File.Move(repository.Folder[".git/saved"], repository.Folder[".git/index"]);
        return repository;
    }
}
