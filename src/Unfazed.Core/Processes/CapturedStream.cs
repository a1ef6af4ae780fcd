namespace Unfazed.Core.Processes;

/// <summary>Reads a captured stream from its first byte to its last, from memory or from the file that has it all.</summary>
/// <param name="captured">The stream; where its middle was not kept, it ends there.</param>
internal sealed class CapturedStream(CapturedOutput captured) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = captured.Whole is { } whole ? whole.Read(buffer, _position)
            : _position < captured.Head.Length ? Copy(captured.Head.Span[(int)_position..], buffer)
            : captured.OmittedBytes > 0 ? 0
            : Copy(captured.Tail.Span[(int)(_position - captured.Head.Length)..], buffer);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var count = Math.Min(from.Length, to.Length);
        from[..count].CopyTo(to);
        return count;
    }
}
