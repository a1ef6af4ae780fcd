using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ModelContextProtocol.Protocol;
using Unfazed.Core.Redaction;
using Unfazed.Integrations.Agents;

namespace Unfazed.Integrations.Tests.Agents;

public class ToolAnswerTests
{
    [Theory]
    [InlineData("spawned", true, "spawned")]
    [InlineData("", true, "")]
    [InlineData("""{"success":true,"id":1}""", true, """{"success":true,"id":1}""")]
    [InlineData("""{"success":false,"error":"no such agent"}""", false, "no such agent")]
    [InlineData("""  {"success": false, "message": "full"}""", false, "full")]
    [InlineData("""{"success":false,"error":{"code":7,"message":"busy"}}""", false, "busy")]
    [InlineData("""{"success":false,"error":null,"reason":"late"}""", false, "late")]
    [InlineData("""{"success":false}""", false, "it says that it did not succeed, and not why")]
    [InlineData("""{"success":"false"}""", true, """{"success":"false"}""")]
    [InlineData("{ broken", true, "{ broken")]
    [InlineData("two\nlines\u001b[2J", true, "two␊lines␛[2J")]
    public void A_normal_result_may_say_that_it_is_a_failure(string text, bool succeeded, string words)
    {
        var answer = ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = text }] }).Shown(Redactor.None);
        Assert.Equal(succeeded, answer.Succeeded);
        Assert.StartsWith(words, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_block_and_the_structured_content_are_looked_at_too()
    {
        Assert.False(ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = "log" }, new TextContentBlock { Text = """{"success":false}""" }] }).Succeeded);
        using var structured = JsonDocument.Parse("""{"success":false,"error":"x"}""");
        Assert.False(ToolAnswer.Of(new CallToolResult { Content = [], StructuredContent = structured.RootElement.Clone() }).Succeeded);
        Assert.False(ToolAnswer.Of(new CallToolResult { Content = [new TextContentBlock { Text = "no" }], IsError = true }).Succeeded);
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
