using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ModelContextProtocol.Protocol;
using Unfazed.Core.Redaction;
using Unfazed.Integrations.Agents;

namespace Unfazed.Integrations.Tests.Agents;

public class ToolAnswerTests
{
    [Theory]
    [InlineData("spawned", nameof(ToolEnding.Done), "spawned")]
    [InlineData("""{"success":true,"id":1}""", nameof(ToolEnding.Done), """{"success":true,"id":1}""")]
    [InlineData("""{"success":true,"error":"a warning"}""", nameof(ToolEnding.Done), """{"success":true,""")]
    [InlineData("""{"error":null,"errors":[]}""", nameof(ToolEnding.Done), """{"error":null""")]
    [InlineData("""{"status":"completed","agent":{"status":"idle"}}""", nameof(ToolEnding.Done), """{"status":"completed",""")]
    [InlineData("""{"success":"false"}""", nameof(ToolEnding.Done), """{"success":"false"}""")]
    [InlineData("{ broken", nameof(ToolEnding.Done), "{ broken")]
    [InlineData("two\nlines\u001b[2J", nameof(ToolEnding.Done), "two␊lines␛[2J")]
    [InlineData("""{"success":false,"error":"no such agent"}""", nameof(ToolEnding.Refused), "no such agent")]
    [InlineData("""  {"success": false, "message": "full"}""", nameof(ToolEnding.Refused), "full")]
    [InlineData("""{"success":false,"error":{"code":7,"message":"busy"}}""", nameof(ToolEnding.Refused), "busy")]
    [InlineData("""{"success":false,"error":null,"reason":"late"}""", nameof(ToolEnding.Refused), "late")]
    [InlineData("""{"success":false}""", nameof(ToolEnding.Refused), "it says that it did not succeed, and not why")]
    [InlineData("""{"error":"no API key"}""", nameof(ToolEnding.Refused), "no API key")]
    [InlineData("""{"ok":false,"error":"no API key"}""", nameof(ToolEnding.Refused), "no API key")]
    [InlineData("""{"status":"failed"}""", nameof(ToolEnding.Refused), "it says 'failed', and not why")]
    [InlineData("""{"success":true,"state":"Timed-Out"}""", nameof(ToolEnding.Refused), "it says 'Timed_Out', and not why")]
    [InlineData("""{"success":true,"result":{"status":"error","message":"out of credit"}}""", nameof(ToolEnding.Refused), "out of credit")]
    [InlineData("""{"type":"result","is_error":true,"result":"not logged in"}""", nameof(ToolEnding.Refused), "not logged in")]
    [InlineData("""{"exitCode":1,"message":"claude: not logged in"}""", nameof(ToolEnding.Refused), "claude: not logged in")]
    [InlineData("""{"exitCode":0,"stdout":"done"}""", nameof(ToolEnding.Done), """{"exitCode":0""")]
    [InlineData("""{"status":"registered"}""", nameof(ToolEnding.Unfinished), "the server says 'registered'")]
    [InlineData("""{"success":true,"status":"registered","note":"run it yourself"}""", nameof(ToolEnding.Unfinished), "the server says 'registered': run it yourself")]
    [InlineData("""{"success":true,"agent":{"id":"a1","status":"in-progress"}}""", nameof(ToolEnding.Unfinished), "the server says 'in_progress'")]
    [InlineData("", nameof(ToolEnding.Silent), "")]
    [InlineData(" \n", nameof(ToolEnding.Silent), "")]
    public void A_result_ends_as_its_own_words_say(string text, string ending, string words)
    {
        var answer = ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = text }] }).Shown(Redactor.None);
        Assert.Equal(ending, answer.Ending.ToString());
        Assert.StartsWith(words, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"task":{"taskId":"t1","status":"working"}}""", "a task that still runs")]
    [InlineData("""{"resultType":"task","taskId":"t1"}""", "a task that still runs")]
    [InlineData("""{"resultType":"input_required","inputRequests":{}}""", "asks for input")]
    [InlineData("""{"resultType":"elsewhere"}""", "'elsewhere'")]
    public void What_stands_in_the_place_of_a_result_is_no_success(string raw, string words)
    {
        var answer = ToolAnswer.Of(new CallToolResult { Content = [] }, JsonNode.Parse(raw));
        Assert.Equal(ToolEnding.Unfinished, answer.Ending);
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_block_the_structured_content_and_the_error_flag_are_read_too()
    {
        Assert.Equal(ToolEnding.Refused, ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = "log" }, new TextContentBlock { Text = """{"success":false}""" }] }).Ending);
        using var structured = JsonDocument.Parse("""{"success":false,"error":"x"}""");
        Assert.Equal(ToolEnding.Refused, ToolAnswer.Of(new CallToolResult { Content = [], StructuredContent = structured.RootElement.Clone() }).Ending);
        using var answer = JsonDocument.Parse("""{"files":["a.py"]}""");
        Assert.Equal(new ToolAnswer(ToolEnding.Done, """{"files":["a.py"]}"""), ToolAnswer.Of(new CallToolResult { Content = [], StructuredContent = answer.RootElement.Clone() }));
        Assert.Equal(new ToolAnswer(ToolEnding.Refused, "no"), ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = "no" }], IsError = true }));
        Assert.Equal(ToolEnding.Refused, ToolAnswer.Of(new CallToolResult { Content = [], IsError = true }).Ending);
    }

    [Fact]
    public void Any_text_is_read_to_one_bounded_line()
    {
        var any = ArbMap.Default.ArbFor<NonNull<string>>();
        Prop.ForAll(any, text =>
        {
            var answer = ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = "{" + text.Get }, new TextContentBlock { Text = string.Concat(Enumerable.Repeat(text.Get, 50)) }] }).Shown(Redactor.None);
            return answer.Text.Length <= 301 && !answer.Text.Any(char.IsControl);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_secret_at_the_end_of_what_is_shown_is_covered_before_the_text_is_cut()
    {
        const string secret = "LONGtok3nAbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
        var redactor = Redactor.Of([KeyValuePair.Create("LONG_TOKEN", secret)]);

        for (var before = 230; before <= 300; before++)
        {
            Assert.DoesNotContain(secret[..8], ToolAnswer.Refused(new string('x', before) + secret).Shown(redactor).Text, StringComparison.Ordinal);
        }
    }
}
