using System.Text;

namespace Unfazed.Integrations.Delivery;

/// <summary>The lines of a reply, within bounds: whatever a server sends costs no more than they do.</summary>
/// <param name="reply">The body.</param>
internal sealed class ReplyLines(Stream reply)
{
    private const int MaxLine = 16 * 1024;
    private const long MaxBytes = 256L * 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _line = new byte[MaxLine];
    private int _at;
    private int _filled;
    private long _read;

    /// <summary>The next line without its end, cut at 16 KiB; null at the end of the reply, and after 256 MiB of it.</summary>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (_at < _filled || await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            var rest = _buffer.AsMemory(_at, _filled - _at);
            var end = rest.Span.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            var kept = part[..Math.Min(part.Length, MaxLine - length)];
            kept.CopyTo(_line.AsMemory(length));
            length += kept.Length;
            _at += part.Length + (end < 0 ? 0 : 1);
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(_line, 0, length);
            }
        }

        return length > 0 ? Encoding.UTF8.GetString(_line, 0, length) : null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        _filled = _read >= MaxBytes ? 0 : await reply.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        _read += _filled;
        return _filled > 0;
    }
}
