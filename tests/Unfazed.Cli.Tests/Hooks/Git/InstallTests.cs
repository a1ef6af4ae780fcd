using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Git;

public sealed class InstallTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly HookedRepository _hooked = new();

    [Fact(Timeout = Limit)]
    public async Task What_is_written_is_shown_and_a_second_time_nothing_happens()
    {
        var dry = await RunAsync("install", "git", "--dry-run");
        Assert.False(File.Exists(_hooked.HookPath("pre-commit")));
        var first = await RunAsync("install", "git");
        var script = await File.ReadAllTextAsync(_hooked.HookPath("pre-commit"));
        var second = await RunAsync("install", "git");

        Assert.All([dry, first, second], static ended => Assert.Equal((0, ""), (ended.ExitCode, ended.Error)));
        Assert.Equal(first.Output, dry.Output.Replace("would write", "wrote", StringComparison.Ordinal));
        Assert.All(script.Split('\n'), line => Assert.Contains(line, first.Output, StringComparison.Ordinal));
        Assert.Equal(script, await File.ReadAllTextAsync(_hooked.HookPath("pre-commit")));
        Assert.Contains("is there already", second.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task After_uninstalling_everything_is_as_it_was()
    {
        var own = _hooked.WriteOwnHook("pre-commit", "# näme \0 \r\n");
        File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(_hooked.HookPath("pre-push"), "../../nowhere");
        var before = Snapshot();

        await _hooked.InstallAsync();
        await _hooked.InstallAsync();
        Assert.NotEqual(before, Snapshot());
        var ended = await RunAsync("uninstall", "git");
        var again = await RunAsync("uninstall", "git");

        Assert.Equal((0, 0), (ended.ExitCode, again.ExitCode));
        Assert.Equal(before, Snapshot());
    }

    [Fact(Timeout = Limit)]
    public async Task A_hooks_path_of_the_repository_is_followed()
    {
        _hooked.Repository.Git("config", "core.hooksPath", ".githooks");
        _hooked.Unfazed.Variables["PATH"] = $"{TestedExecutable.Folder}:{Environment.GetEnvironmentVariable("PATH")}";

        await _hooked.InstallAsync();
        var bad = await _hooked.ShellAsync("echo BAD > second.txt && git add second.txt && git commit -qm bad");

        Assert.Equal(1, bad.ExitCode);
        Assert.False(File.Exists(_hooked.HookPath("pre-commit")));
        Assert.DoesNotContain("/unfazed'", await File.ReadAllTextAsync(_hooked.Repository.Folder[".githooks/pre-commit"]), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_of_hooks_for_all_repositories_is_left_alone()
    {
        using var elsewhere = new TemporaryDirectory();
        _hooked.Repository.Git("config", "core.hooksPath", elsewhere.Path);

        var ended = await RunAsync("install", "git");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("outside this repository", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task Under_husky_its_own_files_are_left_alone_and_people_s_are_called_first()
    {
        // What husky 9 writes, and what it starts.
        _hooked.Repository.Folder.Write(".husky/_/h", "#!/usr/bin/env sh\nn=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n[ ! -f \"$s\" ] && exit 0\nsh -e \"$s\" \"$@\"\n");
        _hooked.Repository.Folder.WriteExecutable(".husky/_/pre-commit", "#!/usr/bin/env sh\n. \"${0%/*}/h\"\n");
        var own = _hooked.Repository.Folder.Write(".husky/pre-commit", "echo own >> own-said\n");
        _hooked.Repository.Git("config", "core.hooksPath", ".husky/_");
        _hooked.Unfazed.Variables["PATH"] = $"{TestedExecutable.Folder}:{Environment.GetEnvironmentVariable("PATH")}";

        await _hooked.InstallAsync();
        var bad = await _hooked.ShellAsync("echo BAD > second.txt && git add second.txt && git commit -qm bad");
        await RunAsync("uninstall", "git");

        Assert.Equal(1, bad.ExitCode);
        Assert.Equal("own\n", await File.ReadAllTextAsync(_hooked.Repository.Folder["own-said"]));
        Assert.Equal("echo own >> own-said\n", await File.ReadAllTextAsync(own));
        Assert.False(File.Exists(own + ".before-unfazed"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_hook_of_ours_that_somebody_changed_is_not_written_over()
    {
        await _hooked.InstallAsync();
        await File.AppendAllTextAsync(_hooked.HookPath("pre-commit"), "echo mine\n");

        var install = await RunAsync("install", "git");
        var uninstall = await RunAsync("uninstall", "git");

        Assert.Equal((2, 2), (install.ExitCode, uninstall.ExitCode));
        Assert.EndsWith("echo mine\n", await File.ReadAllTextAsync(_hooked.HookPath("pre-commit")), StringComparison.Ordinal);
    }

    [ToolFact("pre-commit")]
    public async Task Installed_before_or_after_pre_commit_both_run()
    {
        _hooked.Repository.Folder.Write(
            ".pre-commit-config.yaml", "repos:\n- repo: local\n  hooks:\n  - { id: own, name: own, entry: sh -c 'echo ran >> .git/own-hook', language: system, always_run: true, pass_filenames: false }\n");
        _hooked.Repository.Commit();
        foreach (var order in (string[])["unfazed hook install git && pre-commit install", "pre-commit install -f && unfazed hook install git", "pre-commit install"])
        {
            File.Delete(_hooked.Repository.Folder[".git/own-hook"]);
            var ended = await _hooked.ShellAsync(order + " && echo BAD > second.txt && git add second.txt && git commit -qm bad");

            Assert.Equal(1, ended.ExitCode);
            Assert.Contains("second.txt:1:BAD", ended.Output + ended.Error, StringComparison.Ordinal);
            Assert.Equal("ran\n", _hooked.OwnHookSaid());
        }
    }

    [ToolFact("shellcheck")]
    public async Task The_scripts_are_clean_shell()
    {
        await _hooked.InstallAsync();

        var ended = await _hooked.ShellAsync($"'{Tool.Path("shellcheck")}' --shell=sh --severity=style .git/hooks/pre-commit .git/hooks/pre-push");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
    }

    public void Dispose() => _hooked.Dispose();

    private Task<Ended> RunAsync(params string[] arguments) => _hooked.Unfazed.RunAsync(_hooked.Path, ["hook", .. arguments]);

    private string Snapshot() => string.Join('\n', new DirectoryInfo(_hooked.Repository.Folder[".git/hooks"]).EnumerateFileSystemInfos()
        .Select(static file => $"{file.Name} {file.LinkTarget ?? Convert.ToHexString(File.ReadAllBytes(file.FullName))} {(file.LinkTarget is null ? File.GetUnixFileMode(file.FullName) : 0)}").Order(StringComparer.Ordinal));
}
