using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

public sealed class KnownSinceReaderTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private int _commits;

    public void Dispose() => _repository.Dispose();

    [Fact(Timeout = Limit)]
    public async Task The_default_branch_is_the_remotes_else_main_or_master()
    {
        var first = Commit();
        Assert.Equal(new KnownSince("main", first, null) { IsHead = true }, await FindAsync(""));

        _repository.Git("checkout", "--quiet", "-b", "work");
        _repository.Git("branch", "--quiet", "-m", "main", "trunk");
        Assert.Contains("no origin/HEAD and no branch main or master", (await FindAsync("")).Problem, StringComparison.Ordinal);

        _repository.Git("update-ref", "refs/remotes/origin/trunk", first);
        _repository.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
        Commit();
        Assert.Equal(new KnownSince("origin/trunk", first, null), await FindAsync(""));
    }

    [Fact(Timeout = Limit)]
    public async Task What_others_did_there_since_is_not_known()
    {
        var common = Commit();
        _repository.Git("checkout", "--quiet", "-b", "work");
        Commit();
        _repository.Git("checkout", "--quiet", "main");
        Commit();
        _repository.Git("checkout", "--quiet", "work");

        Assert.Equal(common, (await FindAsync("main")).Commit);
        Assert.Equal(common, (await FindAsync("main~1")).Commit);
    }

    [Theory(Timeout = Limit)]
    [InlineData("no-such")]
    [InlineData("--upload-pack=x")]
    [InlineData("main..main")]
    [InlineData("main:a.txt")]
    public async Task A_revision_that_is_not_there_is_a_mistake_of_whoever_typed_it_and_a_problem_elsewhere(string revision)
    {
        Commit();

        Assert.Contains("there is no commit", (await FindAsync(revision)).Problem, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<WorkspaceException>(async () => await Reader().FindTypedAsync(await WorkspaceAsync(), revision));
        Assert.StartsWith("--new-since: there is no commit", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_common_commit_nothing_is_compared()
    {
        Commit();
        _repository.Git("checkout", "--quiet", "--orphan", "other");
        Commit();

        Assert.Contains("no commit in common", (await Reader().FindTypedAsync(await WorkspaceAsync(), "main")).Problem, StringComparison.Ordinal);
    }

    private string Commit()
    {
        // Commits of one second with one message and one tree would be one commit.
        _repository.Git("commit", "--quiet", "--allow-empty", $"--message={_commits++}");
        return _repository.Git("rev-parse", "HEAD").Trim();
    }

    private async Task<KnownSince> FindAsync(string revision) => await Reader().FindAsync(await WorkspaceAsync(), revision);

    private static KnownSinceReader Reader() => new(new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System));

    private Task<WorkspaceSnapshot> WorkspaceAsync() => new WorkspaceReader(new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System))
        .ReadAsync(new WorkspaceRoot { Path = _repository.Path, RepositoryTop = _repository.Path }, []);
}
