using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>The bounded copy of one stream: its head, its tail, and how much lay between.</summary>
/// <param name="Head">The first bytes.</param>
/// <param name="Tail">The last bytes; empty while everything fits into the head.</param>
/// <param name="TotalBytes">How much the child wrote in all, in bytes.</param>
/// <param name="ReachedEnd">Whether the end of the stream was seen; false when the pipe was still held and had to be closed.</param>
public sealed record CapturedOutput(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail, long TotalBytes, bool ReachedEnd)
{
    /// <summary>Nothing was written.</summary>
    public static CapturedOutput Empty { get; } = new(default, default, 0, true);

    /// <summary>Bytes between head and tail that were counted and dropped.</summary>
    public long OmittedBytes => TotalBytes - Head.Length - Tail.Length;

    /// <summary>Whether all bytes are here, or in a file that <see cref="Open"/> reads, so that a reader may trust the document.</summary>
    public bool IsWhole => ReachedEnd && (OmittedBytes == 0 || Whole?.Length == TotalBytes);

    /// <summary>The file that has all of it; null where everything is in memory, or nobody asked for the whole.</summary>
    internal IWholeOutput? Whole { get; init; }

    /// <summary>Opens the stream from its first byte. Where its middle was not kept, it ends there.</summary>
    public Stream Open() => new CapturedStream(this);

    /// <summary>What is in memory, as UTF-8; invalid bytes become U+FFFD, a gap is said in a line of its own. Not yet cleaned for a terminal.</summary>
    public string Text()
    {
        var head = Encoding.UTF8.GetString(Head.Span);
        if (TotalBytes == Head.Length)
        {
            return head;
        }

        var gap = OmittedBytes > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\n[{OmittedBytes} bytes left out]\n") : "";
        return head + gap + Encoding.UTF8.GetString(Tail.Span);
    }
}
