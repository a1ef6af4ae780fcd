namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>Real commits with the hook installed.</summary>
public sealed class CommitTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly HookedRepository _hooked = new();

    [Fact(Timeout = Limit)]
    public async Task Beside_an_existing_hook_a_bad_commit_is_stopped_and_a_good_one_passes()
    {
        _hooked.WriteOwnHook("pre-commit");
        await _hooked.InstallAsync();

        _hooked.Repository.Folder.Write("second.txt", "BAD\n");
        var bad = await _hooked.ShellAsync("git add second.txt && git commit -m bad");
        _hooked.Repository.Folder.Write("second.txt", "good\n");
        var good = await _hooked.ShellAsync("git add second.txt && git commit -m good");

        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("second.txt:1:BAD", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.Contains("BLOCKED", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.Equal(0, good.ExitCode);
        Assert.Equal("good\nx\n", _hooked.Repository.Git("log", "--format=%s"));
        Assert.Equal(2, _hooked.OwnHookSaid().Split("own hook").Length - 1);
    }

    [Fact(Timeout = Limit)]
    public async Task A_key_is_found_before_the_deadline_however_long_other_checks_take()
    {
        _hooked.Repository.Folder.Write(
            "unfazed.yaml",
            "version: 1\nchecks:\n  unit: { run: [sleep, \"86399\"], timeout: 5m, cores: 64 }\n  e2e: { run: [sleep, \"86399\"], timeout: 5m, cores: 64 }\n");
        _hooked.Repository.Commit();
        await _hooked.InstallAsync();
        _hooked.Unfazed.Variables["UNFAZED_DEADLINE"] = "10s";

        using var key = System.Security.Cryptography.RSA.Create(2048);
        _hooked.Repository.Folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
        var ended = await _hooked.ShellAsync("git add key.pem && git commit -m key");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("key.pem:1", ended.Output + ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_existing_hook_that_refuses_still_refuses()
    {
        _hooked.WriteOwnHook("pre-commit", "exit 7\n");
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync("git commit --allow-empty -m refused");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("x\n", _hooked.Repository.Git("log", "--format=%s"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_missing_tool_warns_and_does_not_block()
    {
        _hooked.Repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  absent: { run: no-such-program }\n");
        _hooked.Repository.Commit();
        await _hooked.InstallAsync();

        var warned = await _hooked.ShellAsync("echo more >> first.txt && git commit -qam more");
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";
        var failed = await _hooked.ShellAsync("echo more >> first.txt && git commit -qam again");

        Assert.Equal(0, warned.ExitCode);
        Assert.Contains("no-such-program is not installed", warned.Output + warned.Error, StringComparison.Ordinal);
        Assert.Equal(1, failed.ExitCode);
    }

    [Testing.ToolTheory("go", Timeout = Limit)]
    [InlineData("b.go", "package a\n\nfunc F() { nope() }\n", "b.go:3")]
    [InlineData("b.go", "package a\n\nfunc F( {\n", "b.go:3")]
    [InlineData("b_test.go", "package a\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) { nope() }\n", "b_test.go:5")]
    [InlineData("sub/b.go", "package sub\n\nfunc F() { nope() }\n", "sub/b.go:3")]
    public async Task Go_that_does_not_compile_is_not_committed_also_in_a_module_below_another(string file, string source, string place)
    {
        _hooked.Repository.Folder.Write("unfazed.yaml", "version: 1\n");
        _hooked.Repository.Folder.Write("go.mod", "module a\n\ngo 1.19\n");
        _hooked.Repository.Folder.Write("a.go", "package a\n");
        _hooked.Repository.Folder.Write("sub/go.mod", "module sub\n\ngo 1.19\n");
        _hooked.Repository.Commit();
        await _hooked.InstallAsync();

        _hooked.Repository.Folder.Write(file, source);
        var ended = await _hooked.ShellAsync("git add . && git commit -m bad");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(place, ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bad", _hooked.Repository.Git("log", "--format=%s"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task In_a_worktree_the_hook_looks_at_the_worktree()
    {
        await _hooked.InstallAsync();
        var tree = _hooked.Repository.Folder["../" + Path.GetFileName(_hooked.Path) + "-tree"];
        try
        {
            _hooked.Repository.Git("worktree", "add", "--quiet", tree);

            var bad = await _hooked.Unfazed.ShellAsync(tree, "echo BAD > tree.txt && git add . && git commit -m bad");
            var good = await _hooked.Unfazed.ShellAsync(tree, "echo fine > tree.txt && git add . && git commit -m good");

            Assert.Equal((1, 0), (bad.ExitCode, good.ExitCode));
            Assert.Contains("tree.txt:1:BAD", bad.Output + bad.Error, StringComparison.Ordinal);
            Assert.Equal("good", Testing.TestRepository.GitAt(tree, "log", "-1", "--format=%s").Trim());
        }
        finally
        {
            if (Directory.Exists(tree))
            {
                Directory.Delete(tree, recursive: true);
            }
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_test_suite_that_calls_git_does_not_touch_the_index_of_the_user()
    {
        _hooked.Repository.Folder.WriteExecutable(
            "suite.sh",
            "#!/bin/sh\nset -e\nfolder=$(mktemp -d)\ncd \"$folder\"\ngit init -q .\necho suite > suite-file\ngit add .\ngit commit -qm 'of the suite'\ngit rm -q --cached suite-file\nrm -rf \"$folder\"\n");
        _hooked.Repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  suite: { run: ./suite.sh }\n");
        _hooked.Repository.Folder.Write("beside.txt", "one\n");
        _hooked.Repository.Commit();
        await _hooked.InstallAsync();

        // With a path git gives the hook an index of its own, in GIT_INDEX_FILE.
        var ended = await _hooked.ShellAsync("echo two >> first.txt && echo two >> beside.txt && git add beside.txt && git commit -qm part first.txt");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("first.txt\n", _hooked.Repository.Git("diff", "--name-only", "HEAD~", "HEAD"));
        Assert.Equal("M  beside.txt\n", _hooked.Repository.Git("status", "--porcelain", "--untracked-files=no"));
        Assert.DoesNotContain("suite-file", _hooked.Repository.Git("ls-files"), StringComparison.Ordinal);
        Assert.Equal("part", _hooked.Repository.Git("log", "-1", "--format=%s").Trim());
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_staged_in_part_is_not_passed_over()
    {
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync("echo BAD >> first.txt && git add first.txt && echo fine > first.txt && git commit -qm part");
        _hooked.Unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "fail";
        var strict = await _hooked.ShellAsync("echo BAD >> first.txt && git add first.txt && echo fine > first.txt && git commit -qm part");

        Assert.Contains("what is staged of first.txt", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.Equal(1, strict.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task When_the_program_is_gone_the_hook_says_so_and_blocks_nothing()
    {
        await _hooked.InstallAsync();
        var script = await File.ReadAllTextAsync(_hooked.HookPath("pre-commit"));
        var line = script.Split('\n').Single(static line => line.StartsWith("unfazed=", StringComparison.Ordinal));
        await File.WriteAllTextAsync(_hooked.HookPath("pre-commit"), script.Replace(line, "unfazed=/nowhere/unfazed", StringComparison.Ordinal));

        var ended = await _hooked.ShellAsync("unset -f unfazed; echo BAD > second.txt && git add . && git commit -qm unchecked");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("nothing was checked", ended.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _hooked.Dispose();
}
