using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Cli.Hooks;
using Unfazed.Cli.Hooks.Claude;

namespace Unfazed.Cli.Tests.Hooks.Claude;

public class ToolEventTests
{
    private const string Whole =
        """
        {"session_id":"abc","transcript_path":"/x","cwd":"/repo","hook_event_name":"PostToolUse","tool_name":"Edit",
         "tool_input":{"edits":[{"file_path":"not this"}],"file_path":"/repo/a.py","old_string":"{","new_string":"é"},"tool_response":{"file_path":"nor this"},"stop_hook_active":true}
        """;

    [Fact]
    public void What_matters_of_an_event_is_read()
    {
        var told = ToolEvent.Read(Input(Encoding.UTF8.GetBytes(Whole), true))!;

        Assert.Equal(("PostToolUse", "abc", "/repo", "Edit", true), (told.Name, told.Session, told.Directory, told.Tool, told.IsStopHookActive));
        Assert.Equal("/repo/a.py", Assert.Single(told.Files));
    }

    [Fact]
    public void An_event_that_is_cut_off_anywhere_is_what_came_before()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        var end = Whole.IndexOf(",\"old_string", StringComparison.Ordinal);
        for (var length = 1; length < bytes.Length; length++)
        {
            var told = ToolEvent.Read(Input(bytes[..length], false));

            Assert.True(length <= end || told is { Files: ["/repo/a.py"], Session: "abc" }, Whole[..Math.Min(length, Whole.Length)]);
        }
    }

    [Theory]
    [InlineData("""{"session_id":"s","hook_event_name":"PostToolUse","tool_name":"Edit","tool_input":{"file_path":"a.py"}}""", nameof(HookCaller.ClaudeCode), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"session_id":"s","turn_id":"t","model":"m","cwd":"/r","hook_event_name":"PostToolUse","tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch\n*** Update File: a.py\n*** Move to: b.py\n@@\n-x\n+*** Add File: no.py\n*** Delete File: c.py\n*** End Patch"}}""", nameof(HookCaller.Codex), nameof(ToolEventKind.Edit), "a.py,b.py,c.py")]
    [InlineData("""{"session_id":"s","turn_id":"t","hook_event_name":"PostToolUse","tool_name":"shell","tool_input":{"command":["apply_patch","*** Begin Patch\n*** Add File: a.py\n+x\n*** End Patch"]}}""", nameof(HookCaller.Codex), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"conversation_id":"s","cursor_version":"2","hook_event_name":"afterFileEdit","file_path":"/r/a.py","edits":[{"old_string":"x","new_string":"y"}],"workspace_roots":["/r"]}""", nameof(HookCaller.Cursor), nameof(ToolEventKind.Edit), "/r/a.py")]
    [InlineData("""{"conversation_id":"s","cursor_version":"2","hook_event_name":"stop","status":"completed","loop_count":1}""", nameof(HookCaller.Cursor), nameof(ToolEventKind.Stop), "")]
    [InlineData("""{"session_id":"s","cwd":"/r","hook_event_name":"AfterTool","timestamp":"2026-11-01","tool_name":"write_file","tool_input":{"file_path":"a.py"}}""", nameof(HookCaller.GeminiCli), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"session_id":"s","cwd":"/r","hook_event_name":"AfterAgent","timestamp":"2026-11-01","prompt":"x"}""", nameof(HookCaller.GeminiCli), nameof(ToolEventKind.Stop), "")]
    [InlineData("""{"sessionId":"s","timestamp":1,"cwd":"/r","toolName":"edit","toolArgs":"{\"path\":\"a.py\"}","toolResult":{"resultType":"success"}}""", nameof(HookCaller.CopilotCli), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"sessionId":"s","timestamp":1,"cwd":"/r","stopReason":"end_turn"}""", nameof(HookCaller.CopilotCli), nameof(ToolEventKind.Stop), "")]
    [InlineData("""{"session_id":"s","timestamp":"2026-11-01","hook_event_name":"PostToolUse","tool_name":"create","tool_input":{"path":"a.py"}}""", nameof(HookCaller.CopilotCli), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"sessionId":"s","hookEventName":"PostToolUse","timestamp":"t","tool_name":"editFiles","tool_input":{"files":["a.py","b.py"]}}""", nameof(HookCaller.VsCode), nameof(ToolEventKind.Edit), "a.py,b.py")]
    [InlineData("""{"sessionId":"s","hookEventName":"PostToolUse","tool_name":"multi_replace_string_in_file","tool_input":{"explanation":"x","replacements":[{"filePath":"a.py","newString":"y"},{"filePath":"b.py"}]}}""", nameof(HookCaller.VsCode), nameof(ToolEventKind.Edit), "a.py,b.py")]
    [InlineData("""{"sessionId":"s","hookEventName":"PostToolUse","tool_name":"create_file","tool_input":{"filePath":"a.py","content":"z"}}""", nameof(HookCaller.VsCode), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"event_type":"PostToolUse","session_id":"s","working_dir":"/r","tool_name":"file_editor","tool_input":{"path":"a.py"}}""", nameof(HookCaller.OpenHands), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"session_id":"s","hook_event_name":"PostToolUse","tool_name":"mcp__fs__write_file","tool_input":{"relative_path":"a.py"}}""", nameof(HookCaller.ClaudeCode), nameof(ToolEventKind.Edit), "a.py")]
    [InlineData("""{"session_id":"s","hook_event_name":"UserPromptSubmit"}""", nameof(HookCaller.ClaudeCode), nameof(ToolEventKind.Other), "")]
    [InlineData("""{"something":"else"}""", nameof(HookCaller.Unknown), nameof(ToolEventKind.Other), "")]
    public void Each_host_is_recognised_by_its_event_and_the_edited_files_are_read(string text, string caller, string kind, string files)
    {
        var told = ToolEvent.Read(Input(Encoding.UTF8.GetBytes(text), true))!;

        Assert.Equal((caller, kind, files), (told.Caller.ToString(), told.Kind.ToString(), string.Join(',', told.Files)));
        Assert.False(told.IsReading);
    }

    [Theory]
    [InlineData("PreToolUse")]
    [InlineData("PostToolUseFailure")]
    [InlineData("PermissionRequest")]
    [InlineData("Notification")]
    [InlineData("UserPromptSubmit")]
    [InlineData("SubagentStart")]
    [InlineData("SessionEnd")]
    [InlineData("PreCompact")]
    [InlineData("TaskCompleted")]
    [InlineData("ConfigChange")]
    [InlineData("WorktreeCreate")]
    [InlineData("BeforeTool")]
    [InlineData("beforeShellExecution")]
    [InlineData("StopFailure")]
    public void An_event_that_concerns_no_check_is_left_alone(string name)
    {
        var told = ToolEvent.Read(Input(Encoding.UTF8.GetBytes($"{{\"session_id\":\"s\",\"hook_event_name\":\"{name}\",\"tool_input\":{{\"file_path\":\"a\"}}}}"), true))!;

        Assert.Equal(ToolEventKind.Other, told.Kind);
        Assert.NotEqual(HookCaller.Unknown, told.Caller);
    }

    [Theory]
    [InlineData("Read", true)]
    [InlineData("read_file", true)]
    [InlineData("copilot_readFile", true)]
    [InlineData("mcp__fs__list_directory", true)]
    [InlineData("view", true)]
    [InlineData("Write", false)]
    [InlineData("replace", false)]
    [InlineData("readjust", false)]
    [InlineData("mcp__reader__write", false)]
    [InlineData("", false)]
    public void A_tool_that_only_reads_is_known_by_its_first_word(string tool, bool reads) => Assert.Equal(reads, ReadingTools.Contains(tool));

    [Fact]
    public void Any_bytes_are_read_to_their_end()
    {
        var mutations = from at in Gen.Choose(0, Encoding.UTF8.GetByteCount(Whole) - 1)
                        from value in Gen.Choose(0, 255)
                        from isWhole in ArbMap.Default.GeneratorFor<bool>()
                        from garbage in ArbMap.Default.GeneratorFor<byte[]>()
                        select (at, value, isWhole, garbage);
        Prop.ForAll(mutations.ToArbitrary(), static mutation =>
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            bytes[mutation.at] = (byte)mutation.value;
            _ = ToolEvent.Read(Input(bytes, mutation.isWhole));
            _ = ToolEvent.Read(Input(mutation.garbage, mutation.isWhole));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static HookInput Input(byte[] bytes, bool isWhole) => new(bytes, isWhole);
}
