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

        Assert.Equal(("PostToolUse", "abc", "/repo", "Edit", "/repo/a.py", true), (told.Name, told.Session, told.Directory, told.Tool, told.File, told.IsStopHookActive));
    }

    [Fact]
    public void An_event_that_is_cut_off_anywhere_is_what_came_before()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        var end = Whole.IndexOf(",\"old_string", StringComparison.Ordinal);
        for (var length = 1; length < bytes.Length; length++)
        {
            var told = ToolEvent.Read(Input(bytes[..length], false));

            Assert.True(length <= end || told is { File: "/repo/a.py", Session: "abc" }, Whole[..Math.Min(length, Whole.Length)]);
        }
    }

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
