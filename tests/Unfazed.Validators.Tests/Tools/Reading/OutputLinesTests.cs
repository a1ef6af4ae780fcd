using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class OutputLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n\r\nc", new[] { "a", "b", "", "c" })]
    [InlineData("10%\r20%\rdone\n", new[] { "10%", "20%", "done" })]
    [InlineData("\n\na", new[] { "", "", "a" })]
    public void Each_line_is_there_without_its_end(string text, string[] lines) => Assert.Equal(lines, OutputLines.Of(ToolScene.Captured(text)));

    [Fact]
    public void A_line_end_that_two_reads_divide_is_one()
    {
        // What is read at once ends between CR and LF for one of these lengths.
        for (var length = 16 * 1024 - 3; length < 16 * 1024 + 3; length++)
        {
            var text = new string('x', length);

            Assert.Equal([text, "next"], OutputLines.Of(ToolScene.Captured(text + "\r\nnext\r\n")));
        }
    }

    [Fact]
    public void A_line_that_never_ends_is_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', 3 * OutputLines.MaxLength) + "\nb");

        var lines = OutputLines.Of(new CapturedOutput(bytes, default, bytes.Length, ReachedEnd: true)).ToList();

        Assert.Equal([OutputLines.MaxLength, 1], lines.Select(static line => line.Length));
    }
}
