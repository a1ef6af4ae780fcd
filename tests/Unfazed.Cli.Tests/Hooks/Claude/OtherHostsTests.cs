using System.Text.Json;
using System.Text.Json.Nodes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Claude;

/// <summary>Hosts that read Claude Code's settings file, or call the same command from their own, are guarded as Claude Code is.</summary>
public sealed class OtherHostsTests : IDisposable
{
    private const int Limit = 300_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public OtherHostsTests()
    {
        // On a busy machine the usual deadline is not what is under test.
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        _repository.Folder.Write("a.txt", "text\n");
        _repository.Commit();
        _repository.Folder.Write("data.json", "{\"a\":\n");
    }

    [Theory(Timeout = Limit)]
    [InlineData("codex", """{"session_id":"s","turn_id":"t","hook_event_name":"PostToolUse","tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch\n*** Add File: data.json\n+x\n*** End Patch"}}""", 2, "")]
    [InlineData("vscode", """{"sessionId":"s","hookEventName":"PostToolUse","tool_name":"editFiles","tool_input":{"files":["data.json"]}}""", 2, "")]
    [InlineData("cursor", """{"conversation_id":"s","cursor_version":"2","hook_event_name":"postToolUse","tool_name":"Write","tool_input":{"file_path":"data.json"}}""", 0, "additional_context")]
    [InlineData("gemini", """{"session_id":"s","hook_event_name":"AfterTool","timestamp":"t","tool_name":"write_file","tool_input":{"file_path":"data.json"}}""", 0, "hookSpecificOutput.additionalContext")]
    [InlineData("copilot", """{"sessionId":"s","toolName":"create","toolArgs":"{\"path\":\"data.json\"}","toolResult":{}}""", 0, "additionalContext")]
    [InlineData("openhands", """{"event_type":"PostToolUse","session_id":"s","tool_name":"file_editor","tool_input":{"path":"data.json"}}""", 0, "additionalContext")]
    public async Task An_edit_is_checked_and_the_problem_reaches_the_session(string host, string told, int exitCode, string member)
    {
        var ended = await CallAsync(told);

        Assert.True(exitCode == ended.ExitCode, $"{host}: {ended.ExitCode} {ended.Error}");
        Assert.Contains("data.json:2", exitCode == 0 ? Member(ended.Output, member) : ended.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("codex", """{"session_id":"s","turn_id":"t","hook_event_name":"Stop","stop_hook_active":false}""", 2, "")]
    [InlineData("vscode", """{"sessionId":"s","hookEventName":"Stop","stop_hook_active":false}""", 2, "")]
    [InlineData("openhands", """{"event_type":"Stop","session_id":"s"}""", 2, "")]
    [InlineData("cursor", """{"conversation_id":"s","cursor_version":"2","hook_event_name":"stop","loop_count":0}""", 0, "followup_message")]
    [InlineData("gemini", """{"session_id":"s","hook_event_name":"AfterAgent","timestamp":"t","stop_hook_active":false}""", 0, "reason")]
    [InlineData("copilot", """{"sessionId":"s","stopReason":"end_turn"}""", 0, "reason")]
    public async Task A_stop_is_refused_in_the_hosts_own_form(string host, string told, int exitCode, string member)
    {
        var ended = await CallAsync(told);

        Assert.True(exitCode == ended.ExitCode, $"{host}: {ended.ExitCode} {ended.Error}");
        Assert.Contains("data.json:2", exitCode == 0 ? Member(ended.Output, member) : ended.Error, StringComparison.Ordinal);
        Assert.Equal(member == "reason" ? (host == "gemini" ? "deny" : "block") : "", member == "reason" ? Member(ended.Output, "decision") : "");
    }

    [Theory(Timeout = Limit)]
    [InlineData("""{"event_type":"Stop","session_id":"s"}""")]
    [InlineData("""{"session_id":"s","hook_event_name":"AfterAgent","timestamp":"t","stop_hook_active":false}""")]
    public async Task A_host_that_does_not_say_why_it_goes_on_is_let_go_in_the_end(string stop)
    {
        for (var time = 0; time < 6; time++)
        {
            _repository.Folder.Write($"other{time}.json", "{\n");
            var blocked = await CallAsync(stop);
            Assert.Contains("unfazed: blocked", blocked.Output + blocked.Error, StringComparison.Ordinal);
        }

        _repository.Folder.Write("last.json", "{\n");
        var last = await CallAsync(stop);

        Assert.Equal(0, last.ExitCode);
        Assert.Contains("let go after 6 blocks in a row", Member(last.Output, "systemMessage"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_tool_that_only_read_a_broken_file_has_edited_nothing()
    {
        var ended = await CallAsync("""{"sessionId":"s","hookEventName":"PostToolUse","tool_name":"read_file","tool_input":{"filePath":"data.json"}}""");

        Assert.Equal((0, "", ""), (ended.ExitCode, ended.Output, ended.Error));
    }

    [Fact(Timeout = Limit)]
    public async Task An_event_of_an_unknown_host_says_that_nothing_was_checked()
    {
        var ended = await CallAsync("""{"event":"tool_done","file":"data.json"}""");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("nothing was checked: the event on standard input is of no host that Unfazed knows", ended.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private Task<Ended> CallAsync(string told)
    {
        var whole = (JsonObject)JsonNode.Parse(told)!;
        if (whole.ContainsKey("cursor_version"))
        {
            whole["workspace_roots"] = new JsonArray(_repository.Path);
        }
        else
        {
            whole[whole.ContainsKey("event_type") ? "working_dir" : "cwd"] = _repository.Path;
        }

        return _unfazed.RunWithInputAsync(_repository.Path, whole.ToJsonString(), "hook", "run", "claude");
    }

    private static string Member(string output, string path)
    {
        using var document = JsonDocument.Parse(output);
        return path.Split('.').Aggregate(document.RootElement, static (element, name) => element.GetProperty(name)).GetString()!;
    }
}
