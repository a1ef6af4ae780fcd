using System.Text;
using Unfazed.Core.Redaction.Decoding;

namespace Unfazed.Core.Redaction;

/// <summary>
/// Covers secrets in bytes that come bit by bit. What may be the beginning of one is held back until the next bytes decide, never
/// more than a bound; everything else passes at once. Secrets that touch are covered together.
/// </summary>
/// <param name="patterns">What is looked for; null to let everything pass.</param>
/// <param name="output">Takes what may be seen.</param>
internal sealed class RedactedStream(SecretPatterns? patterns, RedactedOutput output)
{
    private const int MaxSlice = 16 * 1024;
    private const int MaxHeld = 16 * 1024;

    private static readonly byte[] Mark = Encoding.UTF8.GetBytes(RedactedText.Mark);

    private char[] _text = [];
    private byte[] _narrow = [];
    private int _held;
    private int _covered;
    private bool _isBehindMark;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (patterns is null)
        {
            output(bytes);
            return;
        }

        for (; bytes.Length > 0; bytes = bytes[Math.Min(MaxSlice, bytes.Length)..])
        {
            WriteSlice(bytes[..Math.Min(MaxSlice, bytes.Length)], patterns);
        }
    }

    /// <summary>Nothing more comes. What was held back is shown, unless it is so much of a secret that the rest does not matter.</summary>
    /// <param name="mayBeTorn">Whether the end may have come in the middle of something, as that of a process that was killed.</param>
    public void End(bool mayBeTorn = true)
    {
        if (patterns is not null && _held > _covered)
        {
            var search = patterns.Rent();
            var text = _text.AsSpan(0, _held);
            search.Run(text, mayContinue: true);
            var torn = mayBeTorn ? search.TornFrom : _held;
            search.Run(text, mayContinue: false);
            var told = Tell(text[..torn], search.Found, torn);
            if (told < text.Length && torn < text.Length)
            {
                Cover();
            }

            patterns.Return(search);
        }

        (_held, _covered, _isBehindMark) = (0, 0, false);
    }

    private void WriteSlice(ReadOnlySpan<byte> bytes, SecretPatterns known)
    {
        var length = _held + bytes.Length;
        if (_text.Length < length)
        {
            Array.Resize(ref _text, length);
        }

        Encoding.Latin1.GetChars(bytes, _text.AsSpan(_held));
        var text = _text.AsSpan(0, length);
        var search = known.Rent();
        search.Run(text, mayContinue: true);
        var pending = Math.Max(search.PendingFrom, length - MaxHeld);
        if (_held == 0 && pending == length && search.Found.IsEmpty)
        {
            output(bytes);
            _isBehindMark = false;
        }
        else
        {
            var told = Tell(text, search.Found, pending);
            text[pending..].CopyTo(_text);
            (_held, _covered) = (length - pending, Math.Max(0, told - pending));
        }

        known.Return(search);
    }

    // What begins before "pending" is known to its end.
    private int Tell(ReadOnlySpan<char> text, ReadOnlySpan<Stretch> secrets, int pending)
    {
        var told = _covered;
        foreach (var secret in secrets)
        {
            if (secret.Start >= pending)
            {
                break;
            }

            Show(text, told, secret.Start);
            Cover();
            told = Math.Max(told, secret.End);
        }

        Show(text, told, pending);
        return Math.Max(told, pending);
    }

    private void Cover()
    {
        if (!_isBehindMark)
        {
            output(Mark);
            _isBehindMark = true;
        }
    }

    private void Show(ReadOnlySpan<char> text, int start, int end)
    {
        if (start >= end)
        {
            return;
        }

        if (_narrow.Length < end - start)
        {
            _narrow = new byte[end - start];
        }

        output(_narrow.AsSpan(0, Encoding.Latin1.GetBytes(text[start..end], _narrow)));
        _isBehindMark = false;
    }
}

/// <summary>Takes bytes that may be seen.</summary>
internal delegate void RedactedOutput(ReadOnlySpan<byte> bytes);
