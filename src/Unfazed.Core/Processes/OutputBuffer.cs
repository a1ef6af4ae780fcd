namespace Unfazed.Core.Processes;

/// <summary>The bounded copy of one stream while it is written: grows with what arrives, never over its limit.</summary>
internal sealed class OutputBuffer
{
    private const int LargestTail = 64 * 1024;
    private const int FirstGrowth = 4096;

    private readonly int _headLimit;
    private readonly int _tailLimit;
    private byte[] _head = [];
    private byte[]? _tail;
    private int _headLength;
    private long _afterHead;

    /// <param name="limit">Bytes kept in all; a fourth of it, at most 64 KiB, is for the tail.</param>
    public OutputBuffer(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _tailLimit = Math.Min(LargestTail, limit / 4);
        _headLimit = limit - _tailLimit;
    }

    /// <summary>A buffer with parts of these sizes.</summary>
    public OutputBuffer(int headLimit, int tailLimit) => (_headLimit, _tailLimit) = (headLimit, tailLimit);

    public long TotalBytes => _headLength + _afterHead;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var toHead = Math.Min(bytes.Length, _headLimit - _headLength);
        if (toHead > 0)
        {
            Grow(_headLength + toHead);
            bytes[..toHead].CopyTo(_head.AsSpan(_headLength));
            _headLength += toHead;
        }

        AppendToTail(bytes[toHead..]);
    }

    /// <summary>What was kept. A stream that fits as a whole is all head.</summary>
    public CapturedOutput Capture(bool reachedEnd)
    {
        var tail = Tail();
        var head = _head.AsMemory(0, _headLength);
        if (tail.Length == 0 || _afterHead > tail.Length)
        {
            return new CapturedOutput(head, tail, TotalBytes, reachedEnd);
        }

        var whole = new byte[_headLength + tail.Length];
        head.CopyTo(whole);
        tail.CopyTo(whole, _headLength);
        return new CapturedOutput(whole, default, TotalBytes, reachedEnd);
    }

    private void Grow(int needed)
    {
        if (needed > _head.Length)
        {
            var doubled = (int)Math.Min(Math.Max(_head.Length * 2L, FirstGrowth), _headLimit);
            Array.Resize(ref _head, Math.Max(needed, doubled));
        }
    }

    private void AppendToTail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_tailLimit > 0)
        {
            _tail ??= new byte[_tailLimit];
            var kept = bytes[Math.Max(0, bytes.Length - _tailLimit)..];
            var at = (int)((_afterHead + bytes.Length - kept.Length) % _tailLimit);
            var first = Math.Min(kept.Length, _tailLimit - at);
            kept[..first].CopyTo(_tail.AsSpan(at));
            kept[first..].CopyTo(_tail);
        }

        _afterHead += bytes.Length;
    }

    private byte[] Tail()
    {
        if (_tail is null)
        {
            return [];
        }

        var length = (int)Math.Min(_afterHead, _tailLimit);
        var tail = new byte[length];
        var start = (int)((_afterHead - length) % _tailLimit);
        var first = Math.Min(length, _tailLimit - start);
        _tail.AsSpan(start, first).CopyTo(tail);
        _tail.AsSpan(0, length - first).CopyTo(tail.AsSpan(first));
        return tail;
    }
}
