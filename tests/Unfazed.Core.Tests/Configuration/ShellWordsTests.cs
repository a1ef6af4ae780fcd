using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Configuration;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("pytest -q", "pytest|-q")]
    [InlineData("  a \t b  ", "a|b")]
    [InlineData("a 'b c'\"d e\"f", "a|b cd ef")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData("a 'it'\\''s'", "a|it's")]
    [InlineData("a \"x \\\" \\\\ \\n \\$\"", "a|x \" \\ \\n $")]
    [InlineData("a '$HOME | *' \\*", "a|$HOME | *|*")]
    [InlineData("a \\\n b", "a|b")]
    [InlineData("a B=c --x=y", "a|B=c|--x=y")]
    [InlineData("pytest -q\n", "pytest|-q")]
    [InlineData("a b#c d~e", "a|b#c|d~e")]
    [InlineData("a {files} {root}/x", "a|{files}|{root}/x")]
    public void Words_and_quotes_are_those_of_sh(string text, string words)
    {
        Assert.True(ShellWords.TrySplit(text, out var split, out var error), error);
        Assert.Equal(words, string.Join('|', split));
    }

    [Theory]
    [InlineData("a | b")]
    [InlineData("a && b")]
    [InlineData("a; b")]
    [InlineData("a > b")]
    [InlineData("a < b")]
    [InlineData("(a)")]
    [InlineData("a $B")]
    [InlineData("a \"$B\"")]
    [InlineData("a *.py")]
    [InlineData("a b?")]
    [InlineData("a `b`")]
    [InlineData("a\nb")]
    [InlineData("A=1 b")]
    [InlineData("~/a")]
    [InlineData("a #b")]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("a \\")]
    public void What_a_shell_would_interpret_is_refused_with_the_way_to_call_one(string text)
    {
        Assert.False(ShellWords.TrySplit(text, out var words, out var error));
        Assert.Empty(words);
        Assert.Contains("run: [sh, -c, '", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_words_come_back_from_their_quoted_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<NonNull<string>>>(),
        static words =>
        {
            var expected = words.Get.Select(static word => word.Get).ToArray();
            var text = string.Join(' ', expected.Select(static word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
            return ShellWords.TrySplit(text, out var split, out _) && split.SequenceEqual(expected, StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_it_throw() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        static text => ShellWords.TrySplit(text.Get, out var words, out var error) ? words.Length > 0 : error.Length > 0).QuickCheckThrowOnFailure();
}
