namespace Unfazed.Core.Tests;

public sealed class EscapeSequencesTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[1ma.txt:1:\u001b[0m \u001b[38;5;1merror:\u001b[0m bad", "a.txt:1: error: bad")]
    [InlineData("\u001b[01;31m\u001b[Kx\u001b[m\u001b[K", "x")]
    [InlineData("\u009b31mx\u009b0m", "x")]
    [InlineData("[\u001b]8;;https://gcc.gnu.org\u0007-Wx\u001b]8;;\u0007]", "[-Wx]")]
    [InlineData("\u001b]8;;file:///a\u001b\\a.c\u001b]8;;\u001b\\:1", "a.c:1")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001bP1$r\u001b\\text", "text")]
    [InlineData("\u001b(B\u001b=\u001b7text\u001bc", "text")]
    [InlineData("\u001b[2K\rdone", "\rdone")]
    public void Escape_sequences_are_removed_and_the_text_stays(string printed, string plain) => Assert.Equal(plain, EscapeSequences.Strip(printed));

    [Theory]
    [InlineData("a\u001b", "a")]
    [InlineData("a\u001b[31", "a")]
    [InlineData("a\u001b[31\nb", "a\nb")]
    [InlineData("\u001b]8;;no end\nb", "8;;no end\nb")]
    [InlineData("\u001b]\u001b]\u001b]x", "x")]
    [InlineData("\u001b[3é", "é")]
    public void A_sequence_that_breaks_off_takes_no_text_with_it(string printed, string plain) => Assert.Equal(plain, EscapeSequences.Strip(printed));

    [Fact(Timeout = 120_000)]
    public async Task A_million_strings_without_an_end_take_linear_time()
    {
        var printed = string.Concat(Enumerable.Repeat("\u001b]x", 1_000_000));

        Assert.Equal(1_000_000, (await Task.Run(() => EscapeSequences.Strip(printed))).Length);
    }
}
