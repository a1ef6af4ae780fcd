using System.Text;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Repository;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tests.TextFiles;

/// <summary>What a checkout makes of the line endings of an object (gitattributes(5), git-config(1)).</summary>
public sealed class LineEndingConversionTests
{
    [Theory]
    [InlineData("a\nb\n", "a\r\nb\r\n")]
    [InlineData("a\r\nb\n\n", "a\r\nb\r\n\r\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("", "")]
    public void The_eol_attribute_gives_each_lonely_line_feed_its_carriage_return(string content, string expected) =>
        Assert.Equal(expected, CheckOut(content, new FileMarks(null, null, false) { Ending = LineEnding.CrLf }, convertsLineEndings: false));

    [Theory]
    [InlineData("a\nb\n", "a\r\nb\r\n")]
    [InlineData("a\r\nb\n", "a\r\nb\n")]
    [InlineData("a\0\n", "a\0\n")]
    public void Core_autocrlf_leaves_binary_content_and_content_with_carriage_returns_alone(string content, string expected) =>
        Assert.Equal(expected, CheckOut(content, default, convertsLineEndings: true));

    [Fact]
    public void An_attribute_beats_core_autocrlf()
    {
        Assert.Equal("a\n", CheckOut("a\n", new FileMarks(null, null, false) { Ending = LineEnding.Lf }, convertsLineEndings: true));
        Assert.Equal("a\n", CheckOut("a\n", new FileMarks(null, null, false) { IsBinary = true }, convertsLineEndings: true));
    }

    [Fact]
    public void Without_a_setting_nothing_is_converted() => Assert.Equal("a\n", CheckOut("a\n", default, convertsLineEndings: false));

    private static string CheckOut(string content, FileMarks marks, bool convertsLineEndings)
    {
        var facts = new RepositoryFacts
        {
            Marks = new Dictionary<string, FileMarks>(StringComparer.Ordinal) { ["a"] = marks },
            ConvertsLineEndings = convertsLineEndings,
        };
        return Encoding.UTF8.GetString(LineEndingConversion.CheckOut(Encoding.UTF8.GetBytes(content), "a", facts));
    }
}
