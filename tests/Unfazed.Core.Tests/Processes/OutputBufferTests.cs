using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

public sealed class OutputBufferTests
{
    [Fact]
    public void Head_and_tail_are_those_of_the_stream_however_it_is_cut()
    {
        Prop.ForAll<byte[][], NonNegativeInt>(static (parts, limit) =>
        {
            var stream = parts.SelectMany(static part => part ?? []).ToArray();
            var buffer = new OutputBuffer(limit.Get);
            foreach (var part in parts)
            {
                buffer.Append(part);
            }

            var captured = buffer.Capture(reachedEnd: true);
            return captured.TotalBytes == stream.Length
                && captured.Head.Length + captured.Tail.Length == Math.Min(stream.Length, limit.Get)
                && stream.AsSpan().StartsWith(captured.Head.Span)
                && stream.AsSpan().EndsWith(captured.Tail.Span)
                && (stream.Length > limit.Get || captured.Tail.IsEmpty);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Memory_grows_with_what_is_written_and_not_with_the_limit()
    {
        const int most = 16 * 1024;

        var allocated = AllocatedBytes.Smallest(most, static () => new OutputBuffer(1024 * 1024 * 1024).Append("a few bytes"u8));

        Assert.InRange(allocated, 0, most);
    }
}
