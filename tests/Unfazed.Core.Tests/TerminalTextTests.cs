using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain text\n\twith lines", "plain text\n\twith lines")]
    [InlineData("\u001b[31mred\u001b[0m", "␛[31mred␛[0m")]
    [InlineData("\u001b]0;title\u0007", "␛]0;title␇")]
    [InlineData("bell\u0007 nul\0 del\u007f", "bell␇ nul␀ del␡")]
    [InlineData("windows\r\nlines", "windows\nlines")]
    [InlineData("over\rwrite", "over␍write")]
    [InlineData("\u009b31m", "\\u{009B}31m")]
    [InlineData("a\u202Eb\u2066c", "a\\u{202E}b\\u{2066}c")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero\\u{200B}width\\u{FEFF}")]
    [InlineData("日本語 é 👩\u200D💻", "日本語 é 👩\u200D💻")]
    public void What_could_act_on_a_terminal_is_shown_instead(string text, string clean) => Assert.Equal(clean, TerminalText.Clean(text));

    [Fact]
    public void A_lone_surrogate_is_shown_as_its_number() => Assert.Equal("\\u{DCFF}x", TerminalText.Clean("\uDCFFx"));

    [Fact]
    public void A_line_stays_one_line() => Assert.Equal("a␊b␉c", TerminalText.CleanLine("a\nb\tc"));

    [Fact]
    public void Nothing_that_acts_is_left_in_any_text()
    {
        Prop.ForAll<string>(static text =>
        {
            var clean = TerminalText.Clean(text ?? "");
            return clean.All(static unit => !char.IsControl(unit) || unit is '\n' or '\t') && TerminalText.Clean(clean) == clean;
        }).QuickCheckThrowOnFailure();
    }
}
