using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class OutputTailTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\n", "a")]
    [InlineData("a\nb  \r\nc\n\n", "b\nc")]
    [InlineData("a\n\nb", "\nb")]
    [InlineData("\n\n", "")]
    public void The_last_lines_are_shown_without_white_space_at_their_ends(string text, string last) => Assert.Equal(last, OutputTail.LastLines(text, 2, 100));

    [Fact]
    public void What_is_cut_shows_as_an_ellipsis() => Assert.Equal("…bc\nd", OutputTail.LastLines("1\nabc\nd", 2, 4));

    [Fact]
    public void The_last_lines_of_a_long_output_are_found_without_a_copy_of_it()
    {
        var text = string.Concat(Enumerable.Repeat("y\n", 5_000_000));

        var last = "";

        var allocated = AllocatedBytes.Smallest(10_000, () => last = OutputTail.LastLines(text, 20, 2000));

        Assert.Equal(string.Join('\n', Enumerable.Repeat("y", 20)), last);
        Assert.InRange(allocated, 0, 10_000);
    }
}
