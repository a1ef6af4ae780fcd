using System.Text;
using Unfazed.Integrations.Agents;

namespace Unfazed.Integrations.Tests.Agents;

public class BoundedLinesTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task What_keeps_to_the_bounds_passes_as_it_is()
    {
        var text = new byte[3 * BoundedLines.LongestMessage];
        for (var at = BoundedLines.LongestMessage - 1; at < text.Length; at += BoundedLines.LongestMessage)
        {
            text[at] = (byte)'\n';
        }

        using var read = new MemoryStream();
        using var lines = new BoundedLines(new MemoryStream(text));
        await lines.CopyToAsync(read);

        Assert.Equal(text, read.ToArray());
        Assert.False(lines.Flood.IsCompleted);
    }

    [Theory(Timeout = Limit)]
    [InlineData(81_920)]
    [InlineData(7)]
    public async Task A_longer_message_is_a_flood_however_it_comes(int block)
    {
        var text = new byte[BoundedLines.LongestMessage + 3];
        text[1] = (byte)'\n';
        using var lines = new BoundedLines(new MemoryStream(text));

        await Assert.ThrowsAsync<IOException>(() => lines.CopyToAsync(Stream.Null, block));

        Assert.Equal("the server sends a message of more than 8 MB", await lines.Flood);
    }

    [Fact(Timeout = Limit)]
    public async Task The_beginning_is_remembered_whatever_the_blocks()
    {
        using var lines = new BoundedLines(new MemoryStream(Encoding.UTF8.GetBytes("hello\nworld")));
        var one = new byte[1];
        while (await lines.ReadAsync(one) > 0)
        {
        }

        Assert.Equal("hello\nworld", Encoding.UTF8.GetString(lines.Beginning));
    }
}
