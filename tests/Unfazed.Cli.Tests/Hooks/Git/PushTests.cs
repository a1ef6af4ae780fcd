namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>Real pushes with the hook installed.</summary>
public sealed class PushTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly HookedRepository _hooked = new();
    private readonly Testing.TemporaryDirectory _remote = new();

    public PushTests()
    {
        Testing.TestRepository.GitAt(_remote.Path, "init", "--quiet", "--bare", "--initial-branch=main");
        _hooked.Repository.Git("remote", "add", "origin", _remote.Path);
        _hooked.Repository.Git("push", "--quiet", "--no-verify", "--set-upstream", "origin", "main");
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_pushed_is_looked_at_and_nothing_else()
    {
        _hooked.WriteOwnHook("pre-push");
        await _hooked.InstallAsync();
        _hooked.Repository.Folder.Write("mine.txt", "BAD, and not committed\n");

        var good = await _hooked.ShellAsync("echo fine > second.txt && git add second.txt && git commit -qm good --no-verify && git push -q");
        var bad = await _hooked.ShellAsync("echo BAD > second.txt && git commit -qam bad --no-verify && git push -q");

        Assert.Equal(0, good.ExitCode);
        Assert.NotEqual(0, bad.ExitCode);
        Assert.Contains("second.txt:1:BAD", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mine.txt", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.Contains("own hook: 2 refs/heads/main", _hooked.OwnHookSaid(), StringComparison.Ordinal);
        Assert.Equal("good\nx\n", Testing.TestRepository.GitAt(_remote.Path, "log", "--format=%s", "main"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_new_branch_is_compared_with_where_it_left_the_other_side()
    {
        await _hooked.InstallAsync();

        var bad = await _hooked.ShellAsync("git switch -qc topic && echo BAD > topic.txt && git add . && git commit -qm bad --no-verify && git push -q origin topic");
        var deleted = await _hooked.ShellAsync("git push -q --no-verify origin topic && git push -q origin :topic");

        Assert.NotEqual(0, bad.ExitCode);
        Assert.Contains("topic.txt:1:BAD", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.Equal(0, deleted.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_that_is_not_checked_out_is_pushed_with_a_word_about_it()
    {
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync("git switch -qc other && echo BAD > other.txt && git add . && git commit -qm bad --no-verify && git switch -q main && git push -q origin other");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("refs/heads/other is not what is checked out", ended.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("echo fine > key.txt")]
    [InlineData("rm key.txt")]
    [InlineData("git update-index --assume-unchanged key.txt; echo fine > key.txt")]
    public async Task A_pushed_file_whose_content_does_not_lie_in_the_tree_is_not_passed(string hide)
    {
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var ended = await _hooked.ShellAsync($"echo BAD > key.txt && git add . && git commit -qnm key; {hide}; git push -q");

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("what is pushed of key.txt", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.Equal("x\n", Testing.TestRepository.GitAt(_remote.Path, "log", "--format=%s", "main"));
    }

    [Fact(Timeout = Limit)]
    public async Task Garbage_on_standard_input_is_no_push()
    {
        var ended = await _hooked.Unfazed.RunWithInputAsync(_hooked.Path, "a b c d\n\0\n" + new string('x', 3_000_000), "hook", "run", "git", "pre-push");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("git's list of what is pushed was not complete", ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_list_that_does_not_arrive_is_said_and_is_no_pass_where_everything_must_be_verified()
    {
        var lenient = await _hooked.ShellAsync("mkfifo .git/late; exec 3<>.git/late; unfazed hook run git pre-push <.git/late");
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";
        var strict = await _hooked.ShellAsync("exec 3<>.git/late; unfazed hook run git pre-push <.git/late");

        Assert.Equal((0, 4), (lenient.ExitCode, strict.ExitCode));
        Assert.Contains("git's list of what is pushed was not complete", lenient.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_tag_of_something_that_is_no_commit_is_pushed_with_a_word_about_it()
    {
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync("git tag blob $(git rev-parse HEAD:first.txt) && git push -q origin blob");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("refs/tags/blob names no commit: nothing of it was checked", ended.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _hooked.Dispose();
        _remote.Dispose();
    }
}
