namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>Real commits whose index changes while the hook runs: what is committed is the index, and not what was judged.</summary>
public sealed class StagedMeanwhileTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly HookedRepository _hooked = new("version: 1\n");

    [Theory(Timeout = Limit)]
    [InlineData("git add -A", "key.txt")]
    [InlineData("git add -u", "first.txt")]
    [InlineData("git add -N key.txt", "key.txt")]
    [InlineData("git update-index --add --cacheinfo 100644,$(git hash-object -w key.txt),key.txt", "key.txt")]
    [InlineData("git update-index --chmod=+x first.txt", "first.txt")]
    [InlineData("git update-index --assume-unchanged first.txt", "first.txt")]
    [InlineData("git rm -q --cached first.txt", "first.txt")]
    [InlineData("git reset -q", "staged.txt")]
    [InlineData("git stash -q", "staged.txt")]
    [InlineData("git add -A; exec sleep 100", "key.txt", "timeout: 2s")]
    [InlineData("git add -A", "key.txt", "tier: 3")]
    [InlineData("git add -A", "key.txt", "writes: '**'")]
    [InlineData("git add -u", "first.txt", "writes: '**'")]
    [InlineData("git rm -q --cached staged.txt", "staged.txt", "writes: '**'")]
    [InlineData("git update-index --chmod=+x staged.txt", "staged.txt", "writes: '**'")]
    public async Task A_check_that_changes_the_index_stops_the_commit(string command, string path, string settings = "cache: false")
    {
        var ended = await CommitAsync($"own: {{ run: [sh, -c, '{command}'], {settings} }}");

        AssertStopped(ended, path);
    }

    [Theory(Timeout = Limit)]
    [InlineData("touch first.txt; git status; git update-index -q --refresh; git add staged.txt; true")]
    [InlineData("echo formatted > staged.txt; git add staged.txt", "writes: '*.txt'")]
    public async Task An_index_with_the_same_entries_or_with_what_the_check_may_write_is_committed(string command, string settings = "cache: false")
    {
        var ended = await CommitAsync($"own: {{ run: [sh, -c, '{command}'], {settings} }}");

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
        Assert.Equal("staged.txt", _hooked.Repository.Git("diff", "--name-only", "HEAD~", "HEAD").Trim());
    }

    [Theory(Timeout = Limit)]
    [InlineData("fail")]
    [InlineData("warn")]
    public async Task A_staged_file_that_is_edited_meanwhile_is_not_verified(string onInconclusive)
    {
        await PrepareAsync("own: { run: [sh, -c, 'echo formatted > staged.txt'], writes: '*.txt' }");
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync($"UNFAZED_ON_INCONCLUSIVE={onInconclusive} git commit -qm mine");

        Assert.Contains("INCONCLUSIVE: staged.txt changed in the working tree while this ran, and what is staged of it was not checked: stage it, or run again", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.Equal(onInconclusive == "warn", ended.ExitCode == 0);
    }

    [Fact(Timeout = Limit)]
    public async Task What_nobody_can_be_blamed_for_stops_the_commit_and_says_to_run_again()
    {
        _hooked.Repository.Folder.WriteExecutable("slow", "#!/bin/sh\ncase $1 in --version) echo 'version: 0.9.0'; exit;; esac\ngit add key.txt\necho '{\"comments\":[]}'\n");
        _hooked.Repository.Folder.Write("a.sh", "#!/bin/sh\n");

        var ended = await CommitAsync("shellcheck: { path: ./slow }", "a.sh");

        AssertStopped(ended, "INCONCLUSIVE: what is staged changed while this ran (key.txt), and that was not checked: run again");
    }

    [Theory(Timeout = Limit)]
    [InlineData("commit -qm mine first.txt", "false")]
    [InlineData("commit -qam mine", "false")]
    [InlineData("commit -q --amend -m mine", "false")]
    [InlineData("commit -qm mine first.txt", "true")]
    [InlineData("commit -qam mine", "true")]
    public async Task The_index_that_git_names_to_the_hook_is_the_one_that_is_judged(string commit, string writes)
    {
        // Git holds the lock of the repository's own index meanwhile: staging fails there.
        await PrepareAsync($"own: {{ run: [sh, -c, 'cat .git/named 2> /dev/null | while read -r i; do GIT_INDEX_FILE=$i {writes} && GIT_INDEX_FILE=$i git add key.txt; done; true'] }}");
        await _hooked.InstallAsync();
        var ended = await _hooked.ShellAsync($"sed -i '2i echo \"$GIT_INDEX_FILE\" > .git/named' .git/hooks/pre-commit; git {commit}");

        Assert.True(ended.ExitCode == 0 == (writes == "false"), ended.Output + ended.Error);
        Assert.True(File.Exists(_hooked.Repository.Folder[".git/named"]));
        Assert.DoesNotContain("key.txt", _hooked.Repository.Git("ls-tree", "-r", "--name-only", "HEAD"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_staged_outside_of_the_root_counts_too()
    {
        _hooked.Repository.Folder.Write("below/unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  own: { run: [sh, -c, 'git add ../key.txt'] }\n");
        await _hooked.ShellAsync("rm unfazed.yaml && echo key > key.txt && git add -A . ':!key.txt' && git commit -qnm below && echo 1 > below/a.txt && git add below/a.txt");

        var ended = await _hooked.ShellAsync("unfazed -C below --staged --on-inconclusive warn");

        AssertStopped(ended, "../key.txt");
    }

    public void Dispose() => _hooked.Dispose();

    private async Task<Ended> CommitAsync(string check, string also = "")
    {
        await PrepareAsync(check, also);
        await _hooked.InstallAsync();
        return await _hooked.ShellAsync("git commit -qm mine");
    }

    private async Task PrepareAsync(string check, string also = "")
    {
        _hooked.Repository.Folder.Write("unfazed.yaml", $"version: 1\ndetect: false\nchecks:\n  {check}\n");
        await _hooked.ShellAsync($"git add unfazed.yaml {also} && git commit -qnm settings && echo staged > staged.txt && git add staged.txt && echo key > key.txt && echo more >> first.txt");
        if (also.Length > 0)
        {
            await _hooked.ShellAsync($"echo '# more' >> {also} && git add {also}");
        }
    }

    private static void AssertStopped(Ended ended, string told)
    {
        Assert.True(ended.ExitCode != 0, ended.Output + ended.Error);
        Assert.Contains(told, ended.Output + ended.Error, StringComparison.Ordinal);
    }
}
