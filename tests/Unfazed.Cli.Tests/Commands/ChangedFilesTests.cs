using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class ChangedFilesTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public ChangedFilesTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }
    }

    [ToolFact("codespell", Timeout = Limit)]
    public async Task A_codespell_that_is_configured_to_write_does_not_pass()
    {
        _unfazed.Variables["PATH"] = "/usr/bin:/bin";
        _repository.Folder.Write(".codespellrc", "[codespell]\nwrite-changes =\n");
        _repository.Folder.Write("a.md", "the teh word\n");
        _repository.Commit();

        var (code, check) = await RunAsync("codespell");

        Assert.Equal((4, "error", "changed_files"), (code, Text(check, "status"), Text(check.GetProperty("details"), "error")));
        Assert.Equal(["a.md"], check.GetProperty("details").GetProperty("changed_files").EnumerateArray().Select(static path => path.GetString()));
        Assert.Contains("a.md, which git tracks, changed while it ran", Text(check, "message"), StringComparison.Ordinal);
    }

    [ToolFact("markdownlint-cli2", Timeout = Limit)]
    public async Task A_markdownlint_that_is_configured_to_fix_does_not_pass()
    {
        Directory.CreateSymbolicLink(_repository.Folder["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
        _repository.Folder.Write(".gitignore", "node_modules\n");
        _repository.Folder.Write(".markdownlint-cli2.jsonc", "{\"fix\": true}\n");
        _repository.Folder.Write("a.md", "# T\n\n\n\nx\n");
        _repository.Commit();

        var (code, check) = await RunAsync("markdownlint-cli2");

        Assert.Equal((4, "error", "changed_files"), (code, Text(check, "status"), Text(check.GetProperty("details"), "error")));
    }

    [Fact(Timeout = Limit)]
    public async Task What_another_check_may_write_at_the_same_time_is_its_doing()
    {
        _unfazed.Variables["CI"] = "true";
        const string beside = "until [ -e ran ]; do :; done";
        _repository.Folder.Write("unfazed.yaml", $"checks:\n  docs: {{ run: [sh, -c, 'until [ -e began ]; do :; done; echo new > a.txt; : > ran'], writes: a.txt }}\n  own: {{ run: [sh, -c, ': > began; {beside}'] }}\n");
        _repository.Folder.Write("a.txt", "old\n");
        _repository.Commit();

        var end = await _unfazed.RunAsync(_repository.Folder.Path, "run", "--only", "docs,own", "--jobs", "2", "--deadline", "2m", "--format", "json");

        Assert.Equal(0, end.ExitCode);
        Assert.Equal("new\n", File.ReadAllText(_repository.Folder["a.txt"]));
    }

    [Theory(Timeout = Limit)]
    [InlineData("run: [sh, -c, 'echo new > a.txt']", "error")]
    [InlineData("run: [sh, -c, 'echo new > a.txt'], tier: monitor", "error")]
    [InlineData("run: [sh, -c, 'echo new > a.txt'], cache: true", "error")]
    [InlineData("run: [sh, -c, 'rm a.txt']", "error")]
    [InlineData("run: [sh, -c, 'echo new > t && mv t a.txt']", "error")]
    [InlineData("run: [sh, -c, 'echo new > dirty.txt']", "error")]
    [InlineData("run: [sh, -c, 'echo new > a.txt; exit 1']", "failed")]
    [InlineData("run: [sh, -c, 'echo new > a.txt'], writes: 'a.*'", "passed")]
    [InlineData("run: [sh, -c, 'echo new > a.txt'], writes: 'b.*'", "error")]
    [InlineData("run: [sh, -c, 'echo old > a.txt']", "passed")]
    [InlineData("run: [sh, -c, 'echo dirty > dirty.txt']", "passed")]
    [InlineData("run: [sh, -c, 'touch a.txt dirty.txt']", "passed")]
    [InlineData("run: [sh, -c, 'echo new > untracked.txt; echo new > ignored.txt; echo x > added.txt']", "passed")]
    [InlineData("run: 'true'", "passed")]
    public async Task A_check_that_changes_a_tracked_file_does_not_pass(string settings, string status)
    {
        _repository.Folder.Write("unfazed.yaml", $"checks:\n  own: {{ {settings} }}\n");
        _repository.Folder.Write(".gitignore", "ignored.txt\n");
        _repository.Folder.Write("a.txt", "old\n");
        _repository.Folder.Write("dirty.txt", "clean\n");
        _repository.Commit();
        _repository.Folder.Write("dirty.txt", "dirty\n");
        _repository.Folder.Write("untracked.txt", "old\n");
        _repository.Folder.Write("ignored.txt", "old\n");

        var (_, check) = await RunAsync("own");

        Assert.Equal(status, Text(check, "status"));
        Assert.Equal(status == "passed", !check.GetProperty("details").TryGetProperty("changed_files", out _));
        if (status == "error")
        {
            _repository.Git("checkout", "--quiet", "a.txt");
            _repository.Folder.Write("dirty.txt", "dirty\n");
            Assert.Equal("error", Text((await RunAsync("own")).Check, "status"));
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData("echo new > a.txt; git add a.txt", "a.txt")]
    [InlineData("echo new > a.txt; git commit -qnam new", "a.txt")]
    [InlineData("git mv a.txt b.txt", "a.txt,b.txt")]
    [InlineData("git add new.txt", "new.txt")]
    [InlineData("git add new.txt; git commit -qnm new", "new.txt")]
    [InlineData("git add -N new.txt", "new.txt")]
    [InlineData("git rm -q --cached a.txt", "a.txt")]
    [InlineData("git update-index --chmod=+x a.txt", "a.txt")]
    [InlineData("git update-index --assume-unchanged a.txt", "a.txt")]
    [InlineData("touch a.txt; git status", null)]
    [InlineData("git rm -qf a.txt", "a.txt")]
    [InlineData("git update-index --assume-unchanged a.txt; echo new > a.txt", "a.txt")]
    [InlineData("echo new > hidden.txt", "hidden.txt")]
    [InlineData("touch hidden.txt a.txt; git add a.txt", null)]
    public async Task A_check_that_changes_a_tracked_file_and_has_git_say_nothing_of_it_does_not_pass(string command, string? changed)
    {
        _repository.Folder.Write("unfazed.yaml", $"checks:\n  own: {{ run: [sh, -c, '{command}'] }}\n");
        _repository.Folder.Write("a.txt", "old\n");
        _repository.Folder.Write("hidden.txt", "old\n");
        _repository.Commit();
        _repository.Git("update-index", "--assume-unchanged", "hidden.txt");
        _repository.Folder.Write("hidden.txt", "mine\n");
        _repository.Folder.Write("new.txt", "new\n");

        var (_, check) = await RunAsync("own");

        Assert.Equal(changed is null ? "passed" : "error", Text(check, "status"));
        Assert.Equal(
            changed?.Split(',') ?? [],
            check.GetProperty("details").TryGetProperty("changed_files", out var files) ? files.EnumerateArray().Select(static file => file.GetString()) : []);
    }

    [Theory(Timeout = Limit)]
    [InlineData(null, "passed")]
    [InlineData("true", "error")]
    public async Task An_edit_while_a_tool_runs_that_does_not_write_is_the_users_except_in_CI(string? ci, string status)
    {
        _unfazed.Variables["CI"] = ci;
        _repository.Folder.Write("unfazed.yaml", "detect: false\nchecks:\n  shellcheck: { path: ./slow }\n");
        _repository.Folder.Write("slow", "#!/bin/sh\ncase $1 in --version) echo 'version: 0.9.0'; exit;; esac\ntouch .git/started\nwhile ! [ -e .git/go ]; do sleep 0.02; done\necho '{\"comments\":[]}'\n");
        File.SetUnixFileMode(_repository.Folder["slow"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        _repository.Folder.Write("a.sh", "#!/bin/sh\n");
        _repository.Commit();

        var running = RunAsync("shellcheck");
        await Task.WhenAny(running, FileSight.AppearsAsync(_repository.Folder[".git/started"]));
        Assert.False(running.IsCompleted, "the check ended before it was let");

        _repository.Folder.Write("a.sh", "#!/bin/sh\necho edited\n");
        _repository.Folder.Write(".git/go", "");
        var (_, check) = await running;

        Assert.Equal(status, Text(check, "status"));
        Assert.True(_last!.RootElement.GetProperty("run").GetProperty("inputs_changed").GetBoolean());
    }

    public void Dispose()
    {
        _last?.Dispose();
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private JsonDocument? _last;

    private async Task<(int Code, JsonElement Check)> RunAsync(string check)
    {
        var ended = await _unfazed.RunAsync(_repository.Path, "--only", check, "--format", "json");
        _last?.Dispose();
        _last = JsonDocument.Parse(ended.Output);
        return (ended.ExitCode, _last.RootElement.GetProperty("tiers").EnumerateArray().SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("checks").EnumerateArray()).Single(entry => Text(entry, "name") == check));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
