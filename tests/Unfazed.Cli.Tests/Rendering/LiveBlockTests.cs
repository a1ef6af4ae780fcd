using Unfazed.Cli.Rendering;

namespace Unfazed.Cli.Tests.Rendering;

public sealed class LiveBlockTests
{
    private readonly LiveBlock _block = new();

    [Fact]
    public void Only_the_line_that_changed_is_written_again()
    {
        _block.Redraw(["one", "two", "three"]);

        Assert.Equal("\e[3A\r\r\nTWO\e[K\r\n\r\n", _block.Redraw(["one", "TWO", "three"]));
        Assert.Equal("", _block.Redraw(["one", "TWO", "three"]));
    }

    [Fact]
    public void What_is_lower_than_before_leaves_nothing_below_it()
    {
        _block.Redraw(["one", "two", "three"]);

        Assert.Equal("\e[3A\r\r\n\e[J", _block.Redraw(["one"]));
    }

    [Fact]
    public void Lines_are_inserted_above_and_the_end_leaves_them_alone()
    {
        _block.Redraw(["one"]);

        Assert.Equal("\e[1A\r\e[Jsaid\none\e[K\r\n", _block.Insert("said\n", ["one"]));
        Assert.Equal("\e[1A\r\e[J", _block.Insert("", []));
        Assert.Equal("", _block.Insert("", []));
    }
}
