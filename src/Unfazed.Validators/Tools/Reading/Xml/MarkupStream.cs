using Unfazed.Validators.Xml;

namespace Unfazed.Validators.Tools.Reading.Xml;

/// <summary>Lets no single element of a document grow beyond what memory bears: the reader of XML holds each one whole.</summary>
internal sealed class MarkupStream(Stream inner) : Stream
{
    private const int LongestElement = 32 * 1024 * 1024;

    // No format of reports has more than a few dozen.
    private const int MaxAttributes = 1000;

    private XmlTagCounter _tags;
    private long _sinceMark;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var mark = buffer[..read].LastIndexOf((byte)'<');
        _sinceMark = mark < 0 ? _sinceMark + read : read - mark;
        return _tags.Exceeds(buffer[..read], MaxAttributes) ? throw new IOException("one of its elements has too many attributes")
            : _sinceMark > LongestElement ? throw new IOException("one of its elements is too large")
            : read;
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
}
