using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Validators.Fixing;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Fixing;

public sealed class TextMendingTests
{
    private static readonly MendingRules All = new() { TrimsLines = true, EndsWithLine = true, UnifiesEndings = true, RemovesMark = true };

    // What texts are made of, as far as mending goes.
    private static readonly Gen<string> Texts =
        from pieces in Gen.ArrayOf(Gen.Elements("a", "é", " ", "  ", "\t", "\f", "\n", "\n", "\r\n", "\r", "\uFEFF", "b c"))
        select string.Concat(pieces);

    private static readonly Gen<MendingRules> Rules =
        from bits in Gen.Choose(0, 31)
        from ending in Gen.Elements<LineEnding?>(null, LineEnding.Lf, LineEnding.CrLf, LineEnding.Cr)
        select new MendingRules
        {
            TrimsLines = (bits & 1) != 0,
            KeepsLineBreaks = (bits & 2) != 0,
            EndsWithLine = (bits & 4) != 0,
            UnifiesEndings = (bits & 8) != 0,
            RemovesMark = (bits & 16) != 0,
            Ending = (bits & 8) != 0 ? ending : null,
        };

    [Theory]
    [InlineData("a \nb\t\n", "a\nb\n")]
    [InlineData("a", "a\n")]
    [InlineData("a\r\nb", "a\r\nb\r\n")]
    [InlineData("a\n\n \n", "a\n")]
    [InlineData("\n\n", "")]
    [InlineData("", "")]
    [InlineData("a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n")]
    [InlineData("a\r\nb\n", "a\nb\n")]
    [InlineData("a\rb\nc\n", "a\rb\nc\n")]
    [InlineData("Icon\r\nx\n", "Icon\nx\n")]
    [InlineData("Icon\r", "Icon\r")]
    [InlineData("10%\r20%", "10%\r20%")]
    [InlineData("a\r\r\n", "a\r\r\n")]
    [InlineData("a\r\r\nb\nc\n", "a\r\r\nb\nc\n")]
    [InlineData("a \r\nb\t\r\n", "a\r\nb\r\n")]
    [InlineData("\uFEFFa\n", "a\n")]
    [InlineData("a\0b ", "a\0b\n")]
    public void A_text_is_mended_as_the_rules_say(string text, string mended) => Assert.Equal(mended, Mend(text, All));

    [Fact]
    public void What_is_asked_for_beats_what_most_lines_do() =>
        Assert.Equal("a\r\nb\r\n", Mend("a\nb\n", All with { Ending = LineEnding.CrLf }));

    [Theory]
    [InlineData("a\r\r\nb", "a\r\r\nb\n")]
    [InlineData("Icon\r\r\n", "Icon\r\r\n")]
    [InlineData("a\rb\r\n", "a\rb\n")]
    public void A_carriage_return_within_a_line_stays_where_LF_is_asked_for(string text, string mended) => Assert.Equal(mended, Mend(text, All with { Ending = LineEnding.Lf }));

    [Fact]
    public void Line_breaks_of_Markdown_stay() => Assert.Equal("a  \nb\n\n c\n", Mend("a  \nb \n  \n c\n", All with { KeepsLineBreaks = true }));

    [Fact]
    public void A_mended_text_is_not_mended_further() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(Texts), Arb.From(Rules), static (text, rules) => Mend(Mend(text, rules), rules) == Mend(text, rules)));

    [Fact]
    public void Nothing_but_marks_and_white_space_at_ends_of_lines_changes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(Texts), Arb.From(Rules), static (text, rules) => Bare(Mend(text, rules)) == Bare(text)));

    [Fact]
    public void No_carriage_return_within_a_line_goes_or_comes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(Texts), Arb.From(Rules), static (text, rules) => rules.Ending == LineEnding.Cr || LoneReturns(Mend(text, rules)) == LoneReturns(text)));

    [Fact(Timeout = 120_000)]
    public async Task What_was_mended_is_no_finding_any_more()
    {
        foreach (var text in Texts.Sample(150, 30))
        {
            var seen = await Examinations.HygieneOf("a.txt", Mend(text, All));
            Assert.True(seen.Findings.IsEmpty || LoneReturns(text) > 0, $"{text.Replace("\r", "\\r").Replace("\n", "\\n")}: {string.Join(", ", seen.Findings.Select(finding => finding.Message))}");
        }
    }

    private static string Mend(string text, MendingRules rules) => Encoding.UTF8.GetString(TextMending.Mend(Encoding.UTF8.GetBytes(text), rules, ContentLines.None));

    private static int LoneReturns(string text) => text.Replace("\r\n", "\n").Count(static character => character == '\r');

    private static string Bare(string text) => string.Join(
        '\n', text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n').Split('\n').Select(static line => line.TrimEnd(' ', '\t', '\v', '\f'))).TrimEnd('\n');
}
