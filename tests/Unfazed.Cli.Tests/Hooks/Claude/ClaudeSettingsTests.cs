using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Cli.Hooks.Claude;

namespace Unfazed.Cli.Tests.Hooks.Claude;

public class ClaudeSettingsTests
{
    public static TheoryData<string> Texts =>
    [
        "{\n  \"model\": \"x\"\n}\n",
        "{\n\t\"model\": \"x\",\n\t\"hooks\": {\n\t\t\"Stop\": [\n\t\t\t{ \"hooks\": [ { \"type\": \"command\", \"command\": \"say done\" } ] }\n\t\t]\n\t}\n}",
        "{\r\n    \"hooks\": {\r\n        \"PostToolUse\": [\r\n            {\"matcher\": \"Write\", \"hooks\": []}\r\n        ]\r\n    }\r\n}\r\n",
        "{ \"a\": 1, \"hooks\": { \"PreToolUse\": [ 1, 2 ] } }",
        "{\n  // why\n  \"a\": [1, 2], /* and how */\n  \"hooks\": {\n    \"PreToolUse\": []\n  }, // trailing\n}\n",
        "{\"a\":1}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_installed_is_taken_away_to_the_byte(string text)
    {
        var installed = ClaudeSettings.Install(text);

        Assert.Equal(installed, ClaudeSettings.Install(installed));
        Assert.Equal(text, ClaudeSettings.Uninstall(installed));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    [InlineData("{}")]
    [InlineData("{\n}\n")]
    [InlineData("{\"hooks\": {\"PostToolUse\": [], \"Stop\": []}}")]
    public void Both_events_call_us_and_everything_else_stays(string text)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var installed = JsonNode.Parse(ClaudeSettings.Install(text), documentOptions: options)!;

        foreach (var (name, matcher) in (ReadOnlySpan<(string, string?)>)[("PostToolUse", "Edit|MultiEdit|Write|NotebookEdit"), ("Stop", null)])
        {
            var entry = installed["hooks"]![name]!.AsArray()[^1]!;
            Assert.Equal(matcher, (string?)entry["matcher"]);
            Assert.Equal("""[{"type":"command","command":"unfazed hook run claude","timeout":60}]""", entry["hooks"]!.ToJsonString());
            installed["hooks"]![name]!.AsArray().RemoveAt(installed["hooks"]![name]!.AsArray().Count - 1);
        }

        var left = JsonNode.Parse(ClaudeSettings.Uninstall(ClaudeSettings.Install(text)), documentOptions: options)!.AsObject();
        var before = JsonNode.Parse(text, documentOptions: options)!.AsObject();
        Assert.All(before.Where(static pair => pair.Key != "hooks"), pair => Assert.Equal(pair.Value?.ToJsonString(), left[pair.Key]?.ToJsonString()));
    }

    [Fact]
    public void Of_an_entry_that_somebody_added_to_only_our_command_goes()
    {
        const string text = """{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "unfazed hook run claude --deadline 20s"}, {"type": "command", "command": "mine"}]}]}}""";

        Assert.Equal("""{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "mine"}]}]}}""", ClaudeSettings.Uninstall(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"hooks\": 3}")]
    [InlineData("{\"hooks\": {\"Stop\": {}}}")]
    [InlineData("{\"a\": }")]
    [InlineData("{} {}")]
    public void What_is_not_understood_is_refused(string text) => Assert.Throws<SettingsException>(() => ClaudeSettings.Install(text));

    [Fact]
    public void However_settings_look_they_come_back()
    {
        var texts = from names in ArbMap.Default.GeneratorFor<NonEmptyArray<NonNull<string>>>()
                    from isSpread in ArbMap.Default.GeneratorFor<bool>()
                    from indent in Gen.Elements("", " ", "  ", "    ", "\t")
                    from kept in Gen.Elements("{\"Stop\": [{\"matcher\": \"\"}]}", "{\"Other\": []}", "null")
                    select Text(names.Get.Select(static name => name.Get), isSpread ? "\n" + indent : " ", kept);
        Prop.ForAll(texts.ToArbitrary(), static text => text.Contains("\"hooks\": null", StringComparison.Ordinal)
            || ClaudeSettings.Uninstall(ClaudeSettings.Install(text)) == text).QuickCheckThrowOnFailure();
    }

    private static string Text(IEnumerable<string> names, string between, string hooks) =>
        $"{{{between}{string.Join("," + between, names.Where(static name => name != "hooks").Distinct().Select(static name => $"{JsonSerializer.Serialize(name)}: [1]").Append($"\"hooks\": {hooks}"))}{(between[0] == '\n' ? "\n" : " ")}}}";
}
