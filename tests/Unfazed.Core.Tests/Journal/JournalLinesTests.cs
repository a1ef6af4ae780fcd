using System.Text;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Tests.Journal;

public sealed class JournalLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\n\ntorn", new[] { "a", "", "torn" })]
    [InlineData("a\n0123456789x\nb\n", new[] { "a", "b" })]
    [InlineData("0123456789x\n0123456789\n0123456789x", new[] { "0123456789" })]
    public void A_line_that_is_too_long_is_passed_over(string journal, string[] lines) => Assert.Equal(lines, Read(journal, 10));

    [Fact]
    public void Lines_of_any_length_are_read_however_they_lie_in_the_buffer()
    {
        var random = new Random(20261130);
        var lines = Enumerable.Range(0, 200).Select(number => new string((char)('a' + (number % 26)), random.Next(40_000) * random.Next(2) * random.Next(9))).ToArray();

        Assert.Equal(lines, Read(string.Join('\n', lines) + "\n", 1_000_000));
        Assert.Equal(lines.Where(static line => line.Length <= 100_000), Read(string.Join('\n', lines) + "\n", 100_000));
    }

    [Fact]
    public void A_line_that_is_too_long_is_not_held()
    {
        using var journal = new RepeatedByte(200_000_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(JournalLines.Read(journal, 1_000_000));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    private static List<string> Read(string journal, int maxLength)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(journal));
        return [.. JournalLines.Read(stream, maxLength).Select(static line => Encoding.UTF8.GetString(line.Span))];
    }

    private sealed class RepeatedByte(long length) : MemoryStream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(_left, count);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _left -= read;
            return read;
        }
    }
}
