using Unfazed.Cli.Hooks;
using Unfazed.Cli.Hooks.Claude;
using Unfazed.Cli.Hooks.Git;
using Unfazed.Testing.Fuzzing;

namespace Unfazed.Cli.Tests.Fuzzing;

[Trait("Category", "Fuzz")]
public sealed class CliFuzzTests
{
    private static readonly string Event =
        """{"session_id":"0c5fd3b9-5d6b","cwd":"/r","hook_event_name":"PostToolUse","tool_name":"Edit","stop_hook_active":true,"tool_input":{"file_path":"/r/a.py","edits":[{"new_string":"x"}]}}""";

    private static IReadOnlyList<FuzzTarget> Targets =>
    [
        FuzzTarget.OfText("an event of Claude Code", static text => ToolEvent.Read(new HookInput(System.Text.Encoding.UTF8.GetBytes(text), IsWhole: true)), Event),
        new FuzzTarget("an event of Claude Code that was cut off", static bytes => ToolEvent.Read(new HookInput(bytes, IsWhole: false)), System.Text.Encoding.UTF8.GetBytes(Event)),
        FuzzTarget.OfText("settings of Claude Code", static text => SettingsNode.Parse(text), """{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "x"}]}]}, "n": -1.5e3, "t": [true, null]}""") with { Documented = [typeof(SettingsException)] },
        FuzzTarget.OfText("references that are pushed", static text => PushedRefs.Read(text), "refs/heads/a 67890abcdef0123456789012345678901234567f refs/heads/b 0000000000000000000000000000000000000000\n"),
    ];

    [Fact(Timeout = 900_000)]
    public async Task No_input_breaks_a_reader_or_takes_it_too_much_time_or_memory() => await Task.Run(static () => Fuzzer.Run(Targets));
}
