using System.Text;
using System.Text.Json.Nodes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Claude;

/// <summary>Before a session stops all that has changed since it began is looked at, whoever changed it.</summary>
public sealed class StopTests : IDisposable
{
    private const int Limit = 300_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public StopTests()
    {
        // On a busy machine the usual deadline is not what is under test.
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        _repository.Folder.Write("a.txt", "text\n");
        _repository.Commit();
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_shell_wrote_is_looked_at_and_blocks()
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");

        var tool = await TellAsync("PostToolUse", "\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"x\"}");
        var stop = await StopAsync();

        Assert.Equal(0, tool.ExitCode);
        Assert.Equal(2, stop.ExitCode);
        Assert.Contains("data.json:2", stop.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_new_session_deletes_old_files_of_sessions_and_nothing_else_in_the_state_directory()
    {
        var folder = Path.Combine(_unfazed.StateDirectory, "hooks", "claude");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] files = [$"{Guid.NewGuid():N}.json", $"{Guid.NewGuid():N}.{Guid.NewGuid():N}.tmp", "notes.json", "notes.tmp"];
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(folder, file), "{}");
            File.SetLastWriteTimeUtc(Path.Combine(folder, file), DateTime.UnixEpoch);
        }

        await TellAsync("SessionStart", "\"source\":\"startup\"");

        Assert.Equal([false, false, true, true], files.Select(file => File.Exists(Path.Combine(folder, file))));
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_shell_committed_is_looked_at_too()
    {
        await TellAsync("SessionStart", "\"source\":\"startup\"");
        _repository.Folder.Write("data.json", "{\"a\":\n");
        _repository.Commit();

        Assert.Equal(2, (await StopAsync()).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_broken_before_the_session_began_is_not_its_matter_until_it_changes()
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");
        await TellAsync("SessionStart", "\"source\":\"startup\"");

        var untouched = await StopAsync();
        _repository.Folder.Write("data.json", "{\"a\":  \n");
        var touched = await StopAsync();

        Assert.Equal((0, ""), (untouched.ExitCode, untouched.Output));
        Assert.Equal(2, touched.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task After_a_block_what_was_fixed_by_a_shell_is_not_said_to_fail_still()
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");
        await StopAsync();
        _repository.Folder.Write("data.json", "{}\n");

        var stop = await StopAsync(isActive: true);

        Assert.Equal(0, stop.ExitCode);
        Assert.Contains("1 fixed", stop.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("still failing", stop.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task While_a_hook_keeps_the_session_going_what_is_broken_next_is_seen()
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");
        await StopAsync();
        _repository.Folder.Write("data.json", "{}\n");
        _repository.Folder.Write("more.json", "{\"a\":\n");

        var stop = await StopAsync(isActive: true);

        Assert.Equal(2, stop.ExitCode);
        Assert.Contains("more.json:2", stop.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_session_that_breaks_something_else_each_time_is_let_go_in_the_end()
    {
        for (var time = 0; time < 6; time++)
        {
            _repository.Folder.Write("data.json", $"{{\"{time}\":\n");
            _repository.Folder.Write($"other{time}.json", "{\n");
            Assert.Equal(2, (await StopAsync(isActive: time > 0)).ExitCode);
        }

        _repository.Folder.Write("last.json", "{\n");
        var last = await StopAsync(isActive: true);

        Assert.Equal(0, last.ExitCode);
        Assert.Contains("let go after 6 blocks in a row", last.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_a_repository_a_stop_without_reported_edits_says_that_nothing_was_checked()
    {
        using var folder = new TemporaryDirectory();

        var stop = await _unfazed.RunWithInputAsync(folder.Path, $"{{\"session_id\":\"s\",\"cwd\":\"{folder.Path}\",\"hook_event_name\":\"Stop\"}}", "hook", "run", "claude");

        Assert.Equal(0, stop.ExitCode);
        Assert.Contains("nothing was checked", stop.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task An_event_with_a_byte_order_mark_is_read_in_the_encoding_that_it_names(string name)
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");
        var file = Path.Combine(_repository.Path, ".git", "event");
        var encoding = Encoding.GetEncoding(name);
        await File.WriteAllTextAsync(file, Event("PostToolUse", $"\"tool_name\":\"Write\",\"tool_input\":{{\"file_path\":\"{_repository.Folder["data.json"]}\"}}"), encoding.GetPreamble().Length == 0 ? new UTF8Encoding(true) : encoding);

        Assert.Equal(2, (await _unfazed.ShellAsync(_repository.Path, "unfazed hook run claude < .git/event")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task Settings_with_a_key_twice_are_refused_and_left_alone()
    {
        const string settings = "{\"hooks\": {}, \"hooks\": {\"Stop\": []}}";
        _repository.Folder.Write(".claude/settings.json", settings);

        var ended = await _unfazed.RunAsync(_repository.Path, "hook", "install", "claude");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("duplicate key \"hooks\"", ended.Error, StringComparison.Ordinal);
        Assert.Equal(settings, await File.ReadAllTextAsync(_repository.Folder[".claude/settings.json"]));
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private Task<Ended> StopAsync(bool isActive = false) => TellAsync("Stop", $"\"stop_hook_active\":{(isActive ? "true" : "false")}");

    private Task<Ended> TellAsync(string name, string more) => _unfazed.RunWithInputAsync(_repository.Path, Event(name, more), "hook", "run", "claude");

    private string Event(string name, string more)
    {
        var told = JsonNode.Parse($"{{{more}}}")!;
        told["session_id"] = "a session";
        told["cwd"] = _repository.Path;
        told["hook_event_name"] = name;
        return told.ToJsonString();
    }
}
