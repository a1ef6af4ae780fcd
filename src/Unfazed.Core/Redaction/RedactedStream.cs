using System.Text;

namespace Unfazed.Core.Redaction;

/// <summary>
/// Covers secrets in bytes that come bit by bit. What may be the beginning of one is held back until the next bytes decide, never
/// more than the longest form of a secret; everything else passes at once.
/// </summary>
/// <param name="patterns">What is looked for, each byte of it as one character; null to let everything pass.</param>
/// <param name="output">Takes what may be seen.</param>
internal sealed class RedactedStream(SecretPatterns? patterns, RedactedOutput output)
{
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes(RedactedText.Mark);

    private char[] _text = [];
    private byte[] _narrow = [];
    private int _held;
    private int _covered;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (patterns is null)
        {
            output(bytes);
            return;
        }

        var length = _held + bytes.Length;
        if (_text.Length < length)
        {
            Array.Resize(ref _text, length);
        }

        Encoding.Latin1.GetChars(bytes, _text.AsSpan(_held));
        var text = _text.AsSpan(0, length);
        var pending = patterns.PendingFrom(text);
        if (_held == 0 && pending == length && patterns.Next(text) < 0)
        {
            output(bytes);
            return;
        }

        var told = Tell(text, pending, patterns);
        text[pending..].CopyTo(_text);
        _held = length - pending;
        _covered = Math.Max(0, told - pending);
    }

    /// <summary>Nothing more comes. What was held back is shown, unless so much of a secret was told already that the rest does not matter.</summary>
    public void End()
    {
        if (_held > _covered)
        {
            if (_held >= SecretValue.LeastLength)
            {
                output(_covered == 0 ? Mark : []);
            }
            else
            {
                Show(_text.AsSpan(_covered, _held - _covered));
            }
        }

        (_held, _covered) = (0, 0);
    }

    // What begins before "pending" is known to its end.
    private int Tell(ReadOnlySpan<char> text, int pending, SecretPatterns known)
    {
        var told = _covered;
        for (var next = known.Next(text); next >= 0 && next < pending;)
        {
            if (next >= told)
            {
                Show(text[told..next]);
                output(Mark);
            }

            told = Math.Max(told, next + known.LengthAt(text[next..]));
            next = known.Next(text[(next + 1)..]) is >= 0 and var distance ? next + 1 + distance : -1;
        }

        if (told < pending)
        {
            Show(text[told..pending]);
            told = pending;
        }

        return told;
    }

    private void Show(ReadOnlySpan<char> text)
    {
        if (_narrow.Length < text.Length)
        {
            _narrow = new byte[text.Length];
        }

        output(_narrow.AsSpan(0, Encoding.Latin1.GetBytes(text, _narrow)));
    }
}

/// <summary>Takes bytes that may be seen.</summary>
internal delegate void RedactedOutput(ReadOnlySpan<byte> bytes);
