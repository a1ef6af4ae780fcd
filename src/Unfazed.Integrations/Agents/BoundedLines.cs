using System.Globalization;

namespace Unfazed.Integrations.Agents;

/// <summary>What a server prints, up to a bound for one message and for all: a flood ends the conversation, not our memory.</summary>
/// <param name="output">The server's standard output.</param>
internal sealed class BoundedLines(Stream output) : Stream
{
    internal const int LongestMessage = 8 * 1024 * 1024;
    internal const long MostInAll = 64L * 1024 * 1024;
    private const int LookedAt = 64 * 1024;

    private readonly TaskCompletionSource<string> _flood = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryStream _beginning = new();
    private long _all;
    private long _line;

    /// <summary>Completes, with what to say, when a bound was passed.</summary>
    public Task<string> Flood => _flood.Task;

    /// <summary>The first bytes that the server printed: its reply to the first request is among them.</summary>
    public byte[] Beginning
    {
        get
        {
            lock (_beginning)
            {
                return _beginning.ToArray();
            }
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Weigh(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = output.Read(buffer, offset, count);
        Weigh(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Weigh(ReadOnlySpan<byte> bytes)
    {
        lock (_beginning)
        {
            _beginning.Write(bytes[..(int)Math.Min(bytes.Length, LookedAt - _beginning.Length)]);
        }

        _all += bytes.Length;
        var end = bytes.LastIndexOf((byte)'\n');
        var first = bytes.IndexOf((byte)'\n');
        var longest = first < 0 ? _line + bytes.Length : _line + first;
        _line = end < 0 ? _line + bytes.Length : bytes.Length - end - 1;
        if (longest > LongestMessage || _all > MostInAll)
        {
            var what = longest > LongestMessage ? "a message" : "messages";
            var bound = longest > LongestMessage ? LongestMessage : MostInAll;
            var words = string.Create(CultureInfo.InvariantCulture, $"the server sends {what} of more than {bound / 1024 / 1024} MB");
            _flood.TrySetResult(words);
            throw new IOException(words);
        }
    }
}
