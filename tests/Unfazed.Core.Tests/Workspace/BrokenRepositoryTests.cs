using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class BrokenRepositoryTests
{
    private const int Limit = 120_000;

    [Theory]
    [InlineData(".")]
    [InlineData("objects")]
    public async Task A_bare_repository_is_refused_with_the_way_out(string folder)
    {
        using var repository = new TemporaryDirectory();
        TestRepository.GitAt(repository.Path, "init", "--quiet", "--bare");
        var message = await RefusalAsync(new WorkspaceUnderTest(repository[folder]));
        Assert.Contains("bare repository", message, StringComparison.Ordinal);
        Assert.Contains("git worktree add", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_bare_repository_named_as_a_path_is_refused_too()
    {
        using var folder = new TemporaryDirectory();
        TestRepository.GitAt(folder.MakeFolder("x.git"), "init", "--quiet", "--bare");
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => new WorkspaceUnderTest(folder.Path).ResolveAsync(null, "x.git"));
        Assert.Contains("bare repository", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Inside_dot_git_there_is_nothing_to_validate()
    {
        using var repository = new TestRepository();
        Assert.Contains("working tree", await RefusalAsync(new WorkspaceUnderTest(repository.Folder[".git/refs"])), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Dubious_ownership_is_refused_with_the_remedy_that_git_names()
    {
        using var repository = new TestRepository();
        var message = await RefusalAsync(new WorkspaceUnderTest(repository.Path, ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")));
        Assert.Contains($"git config --global --add safe.directory {repository.Path}", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_repository_without_its_head_is_damaged_and_not_taken_for_a_plain_folder()
    {
        using var repository = new TestRepository();
        File.Delete(repository.Folder[".git/HEAD"]);
        Assert.Contains("damaged", await RefusalAsync(new WorkspaceUnderTest(repository.Folder.MakeFolder("a/b"))), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_worktree_whose_repository_is_gone_is_refused()
    {
        using var folder = new TemporaryDirectory();
        folder.Write(".git", "gitdir: /not/there\n");
        Assert.Contains("/not/there", await RefusalAsync(new WorkspaceUnderTest(folder.Path)), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_broken_configuration_of_git_is_refused_with_its_line()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".git/config", "[core\n");
        Assert.Contains("bad config line 1", await RefusalAsync(new WorkspaceUnderTest(repository.Path)), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_broken_index_is_an_error_and_never_an_empty_workspace()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".git/index", new string('x', 100));
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => new WorkspaceUnderTest(repository.Path).ReadAsync());
        Assert.Contains("index file corrupt", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(WorkspaceUnderTest workspace) =>
        (await Assert.ThrowsAsync<WorkspaceException>(() => workspace.ResolveAsync())).Message;
}
