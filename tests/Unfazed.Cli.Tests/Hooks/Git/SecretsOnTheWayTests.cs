using System.Security.Cryptography;

namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>Real commits and pushes of a private key that the working tree does not have.</summary>
public sealed class SecretsOnTheWayTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly HookedRepository _hooked = new("version: 1\n");
    private readonly Testing.TemporaryDirectory _remote = new();
    private readonly string _key;

    public SecretsOnTheWayTests()
    {
        using var key = RSA.Create(2048);
        _key = key.ExportPkcs8PrivateKeyPem() + "\n";
        Testing.TestRepository.GitAt(_remote.Path, "init", "--quiet", "--bare", "--initial-branch=main");
        _hooked.Repository.Git("remote", "add", "origin", _remote.Path);
        _hooked.Repository.Git("push", "--quiet", "--no-verify", "--set-upstream", "origin", "main");
        _hooked.Repository.Folder.Write(".git/key", _key);
    }

    [Theory(Timeout = Limit)]
    [InlineData("echo fine > key.txt")]
    [InlineData("rm key.txt")]
    [InlineData("git update-index --assume-unchanged key.txt; echo fine > key.txt")]
    [InlineData("rm key.txt && mkdir -p key.txt/x")]
    [InlineData("ln -sf first.txt key.txt")]
    [InlineData("rm key.txt && mkfifo key.txt")]
    [InlineData("mkdir d && git mv key.txt d && rm -r d && ln -s . d && echo fine > key.txt", "d/key.txt:1")]
    [InlineData("git replace $(git rev-parse :key.txt) $(echo fine | git hash-object -w --stdin) && echo fine > key.txt")]
    [InlineData("echo '*.txt filter=hide' > .git/info/attributes && git config filter.hide.smudge 'sed s/PRIVATE/PUBLIC/' && echo fine > key.txt")]
    [InlineData("echo '*.bin filter=locked' > .git/info/attributes && echo 1 > a.bin && git add a.bin && git config filter.locked.smudge false && git config filter.locked.required true && git config filter.locked.clean cat && echo 2 > a.bin && echo fine > key.txt")]
    public async Task A_staged_key_is_not_committed_when_the_working_tree_has_another_content(string hide, string place = "key.txt:1")
    {
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync($"cp .git/key key.txt && git add key.txt && {hide}; git commit -qm key");

        AssertStopped(ended, place);
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_filter_makes_of_a_file_is_judged_and_not_what_lies_in_the_working_tree()
    {
        await _hooked.InstallAsync();
        await _hooked.ShellAsync("printf '%s\\n' 'a.txt filter=lock' 'b.txt filter=open' > .git/info/attributes; git config filter.lock.clean 'sed s/PRIVATE/PUBLIC/'; git config filter.open.clean 'sed s/SECRET/PRIVATE/'");

        var locked = await _hooked.ShellAsync("cp .git/key a.txt && git add a.txt && git commit -qm locked");
        var opened = await _hooked.ShellAsync("sed s/PRIVATE/SECRET/ .git/key > b.txt && git add b.txt && git commit -qm opened");

        Assert.True(locked.ExitCode == 0, locked.Output + locked.Error);
        AssertStopped(opened, "b.txt:1");
    }

    [Theory(Timeout = Limit)]
    [InlineData("git --git-dir=ELSEWHERE --work-tree=. commit -qm key")]
    [InlineData("cd below && git --git-dir=ELSEWHERE --work-tree=.. commit -qm key")]
    [InlineData("git --git-dir=ELSEWHERE config core.worktree \"$PWD\" && git --git-dir=ELSEWHERE commit -qm key")]
    public async Task A_repository_whose_own_folder_lies_elsewhere_is_looked_at(string commit)
    {
        await _hooked.InstallAsync();
        using var place = new Testing.TemporaryDirectory();
        var key = Path.Combine(place.Path, "elsewhere", "key");
        var rest = commit.Replace("ELSEWHERE", key[..^4], StringComparison.Ordinal);

        var fine = await _hooked.ShellAsync($"mkdir -p below && mv .git '{place.Path}/elsewhere' && echo fine > fine.txt && git --git-dir='{place.Path}/elsewhere' --work-tree=. add fine.txt && {rest}");
        var ended = await _hooked.ShellAsync($"cp '{key}' key.txt && git --git-dir='{place.Path}/elsewhere' --work-tree=. add key.txt && {rest}");

        Assert.True(fine.ExitCode == 0, fine.Output + fine.Error);
        AssertStopped(ended, "key.txt:1");
    }

    [Fact(Timeout = Limit)]
    public async Task A_good_file_is_committed_while_the_working_tree_has_a_broken_one()
    {
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var good = await _hooked.ShellAsync("echo '{}' > a.json && git add a.json && echo '{' > a.json && git commit -qm good");
        var bad = await _hooked.ShellAsync("git add a.json && echo '{}' > a.json && git commit -qm bad");

        Assert.True(good.ExitCode == 0, good.Output + good.Error);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("a.json:2:1", bad.Output + bad.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("printf '*.csv text eol=crlf\\n' > .gitattributes")]
    [InlineData("git config core.autocrlf true")]
    public async Task Line_endings_that_git_converts_are_judged_as_they_are_checked_out(string setting)
    {
        await _hooked.ShellAsync($"{setting} && printf '[*.csv]\\nend_of_line = crlf\\n' > .editorconfig && git add -A && git commit -qm settings && git push -q --no-verify");
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var ended = await _hooked.ShellAsync("printf 'a\\r\\n' > a.csv && git add a.csv && printf 'b\\r\\n' > a.csv && unfazed --staged");

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
        Assert.DoesNotContain("mixed-line-ending", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_baselined_secret_stays_baselined_in_a_file_that_is_staged_in_part()
    {
        _hooked.Repository.Folder.Write("key.txt", _key);
        await _hooked.ShellAsync("unfazed baseline create && git add -A && git commit -qnm key && git push -q --no-verify");
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var ended = await _hooked.ShellAsync("(echo first; cat .git/key) > key.txt && git add key.txt && echo second >> key.txt && git commit -qm moved");

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
    }

    [Fact(Timeout = Limit)]
    public async Task Attributes_that_are_not_staged_do_not_hide_a_staged_key()
    {
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var ended = await _hooked.ShellAsync("echo 'key.txt linguist-vendored' > .gitattributes && cp .git/key key.txt && git add key.txt && git commit -qm key");

        AssertStopped(ended, "what is staged of .gitattributes");
    }

    [Fact(Timeout = Limit)]
    public async Task An_exclude_that_is_not_staged_does_not_hide_a_staged_key()
    {
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var ended = await _hooked.ShellAsync("printf 'version: 1\nexclude: [key.txt]\n' > unfazed.yaml && cp .git/key key.txt && git add key.txt && git commit -qm key");

        AssertStopped(ended, "key.txt was not checked: it is excluded, and unfazed.yaml differs from what is staged or pushed");
    }

    [Fact(Timeout = Limit)]
    public async Task Many_pushed_refs_cost_a_few_questions_to_git()
    {
        await _hooked.InstallAsync();
        await _hooked.ShellAsync("cp .git/key key.txt && git add . && git commit -qnm key && git rm -q key.txt && git commit -qnm removed && for n in $(seq 60); do git branch b$n; done");

        var ended = await _hooked.ShellAsync(
            "mkdir .git/bin && printf '#!/bin/sh\necho asked >> \"%s\"\nexec \"%s\" \"$@\"\n' $PWD/.git/asked $(command -v git) > .git/bin/git && chmod +x .git/bin/git"
            + " && PATH=$PWD/.git/bin:$PATH git push -q --all; code=$?; echo questions $(wc -l < .git/asked); exit $code");

        AssertStopped(ended, "key.txt:1");
        Assert.InRange(int.Parse(ended.Output.Split("questions ")[^1], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Theory(Timeout = Limit)]
    [InlineData("git rm -q key.txt && git commit -qnm removed && git push -q")]
    [InlineData("git rm -q key.txt && git commit -qnm removed && git replace HEAD~ $(git commit-tree -p HEAD~2 -m clean HEAD~2^{tree}) && git push -q")]
    [InlineData("echo fine > key.txt && git commit -qnam changed && git push -q")]
    [InlineData("git rm -q key.txt && git commit -qnm removed && git push -q origin HEAD:topic")]
    [InlineData("git branch topic && git reset -q --hard HEAD~ && git push -q origin topic")]
    [InlineData("git tag -a -m x v1 && git reset -q --hard HEAD~ && git push -q origin v1")]
    [InlineData("git branch topic && git reset -q --hard HEAD~ && git commit -q --allow-empty -nm main && git merge -q --no-verify -s ours -m merge topic && git push -q")]
    [InlineData("git branch topic && git reset -q --hard HEAD~ && git push -q --all")]
    [InlineData("git rm -q key.txt && git commit -qnm removed && git push -q \"$(git remote get-url origin)\" main")]
    public async Task A_key_in_any_pushed_commit_stops_the_push(string rest)
    {
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync($"cp .git/key key.txt && git add . && git commit -qnm key && commit=$(git rev-parse --short=12 HEAD) && {{ {rest}; }}; code=$?; echo commit $commit; exit $code");

        AssertStopped(ended, "key.txt:1");
        var commit = ended.Output.Split("commit ")[^1].Trim();
        Assert.Contains($"It is in commit {commit}, which is pushed", ended.Output + ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_other_side_has_already_is_not_held_against_a_push()
    {
        await _hooked.ShellAsync("cp .git/key key.txt && git add . && git commit -qnm key && git rm -q key.txt && git commit -qnm removed && git push -q --no-verify");
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var ended = await _hooked.ShellAsync("echo more >> first.txt && git commit -qnam more && git push -q && git switch -qc topic && git push -q origin topic && git push -q origin :topic");

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_that_is_not_checked_out_is_verified_in_part_alone()
    {
        await _hooked.InstallAsync();
        const string push = "git switch -qc other && echo '{' > a.json && git add . && git commit -qnm other && git switch -q main && git push -q origin other";
        var lenient = await _hooked.ShellAsync(push);
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";

        var strict = await _hooked.ShellAsync("git push -q origin other:another");

        Assert.True(lenient.ExitCode == 0, lenient.Output + lenient.Error);
        Assert.Contains("PASSED: 1 check", lenient.Output + lenient.Error, StringComparison.Ordinal);
        Assert.Contains("refs/heads/other is not what is checked out: it is scanned for secrets, and no other check sees it", lenient.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, strict.ExitCode);
    }

    public void Dispose()
    {
        _hooked.Dispose();
        _remote.Dispose();
    }

    private static void AssertStopped(Ended ended, string place)
    {
        Assert.True(ended.ExitCode != 0, ended.Output + ended.Error);
        Assert.Contains(place, ended.Output + ended.Error, StringComparison.Ordinal);
    }
}
