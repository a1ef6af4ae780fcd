using System.Text.RegularExpressions;
using Unfazed.Core.Reports.Markdown;

namespace Unfazed.Core.Tests.Reports.Markdown;

public sealed class MarkdownTextTests
{
    // What GitHub and GitLab look for after Markdown is done, in text that no element interrupts.
    [Theory]
    [InlineData("GH-123", "GH-[0-9]")]
    [InlineData("see gh-7", "(?i)gh-[0-9]")]
    [InlineData("#123 !123 %123 ~12 $123 &123", "[#!%~$][0-9]|&amp;[0-9]")]
    [InlineData("@somebody", "@[a-z]")]
    [InlineData("ffac537e6cbbf934b08745a378932722df287a53", "[0-9a-f]{7}")]
    [InlineData("deadbee", "[0-9a-f]{7}")]
    [InlineData("www.example.org https://example.org a@example.org", @"(?i)www\.|://|@e")]
    public void Nothing_in_a_text_becomes_a_link(string text, string linked)
    {
        Assert.DoesNotMatch(new Regex(linked, RegexOptions.None, TimeSpan.FromSeconds(60)), MarkdownText.Line(text, 200).Replace("\\", "", StringComparison.Ordinal));
        Assert.DoesNotMatch(new Regex(linked, RegexOptions.None, TimeSpan.FromSeconds(60)), MarkdownText.Html(text, 200));
    }

    [Fact]
    public void A_block_of_code_holds_no_command_of_a_build_server() =>
        Assert.Equal("```text\n: :error::x\n## vso[y]\n```\n", MarkdownText.Block(["::error::x", "##vso[y]"]));
}
