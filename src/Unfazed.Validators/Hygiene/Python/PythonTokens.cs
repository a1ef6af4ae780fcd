using System.Buffers;
using System.Runtime.InteropServices;

namespace Unfazed.Validators.Hygiene.Python;

/// <summary>What a token of Python is, as far as it matters for finding statements.</summary>
internal enum PythonTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>The end of a logical line.</summary>
    Line,

    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A number or a string.</summary>
    Value,

    /// <summary>One character of an operator.</summary>
    Operator,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PythonToken(PythonTokenKind Kind, int Start, int Length);

/// <summary>
/// Takes Python apart after its lexical analysis (https://docs.python.org/3/reference/lexical_analysis.html), in one pass and without
/// ever failing: a string on one line that does not end is taken to end with it.
/// </summary>
/// <param name="text">The text, up to where it is read.</param>
/// <param name="start">Where the first token is looked for, in bytes.</param>
internal ref struct PythonTokens(ReadOnlySpan<byte> text, int start)
{
    private static readonly SearchValues<byte> AsciiName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);
    private static readonly SearchValues<byte> Prefixes = SearchValues.Create("rRbBuUfFtT"u8);
    private static readonly SearchValues<byte> Interesting = SearchValues.Create("\\\"'\n"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at = start;
    private int _brackets;

    /// <summary>Whether the last token stands in brackets, where lines do not end statements.</summary>
    public readonly bool IsInBrackets => _brackets > 0;

    /// <summary>The next token.</summary>
    public PythonToken Next()
    {
        while (_at < _text.Length)
        {
            var start = _at;
            switch (_text[_at])
            {
                case (byte)'#':
                    _at = EndOfLine(_at);
                    break;
                case (byte)'\n':
                    _at++;
                    if (_brackets == 0)
                    {
                        return new PythonToken(PythonTokenKind.Line, start, 1);
                    }

                    break;
                case (byte)'\\':
                    SkipContinuation();
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f':
                    _at++;
                    break;
                case (byte)'"' or (byte)'\'':
                    SkipString();
                    return new PythonToken(PythonTokenKind.Value, start, _at - start);
                case var first when IsName(first):
                    return Word();
                case var other:
                    _at++;
                    _brackets = other switch
                    {
                        (byte)'(' or (byte)'[' or (byte)'{' => _brackets + 1,
                        (byte)')' or (byte)']' or (byte)'}' => Math.Max(0, _brackets - 1),
                        _ => _brackets,
                    };
                    return new PythonToken(PythonTokenKind.Operator, start, 1);
            }
        }

        return new PythonToken(PythonTokenKind.End, _text.Length, 0);
    }

    private static bool IsName(byte value) => AsciiName.Contains(value) || value >= 0x80;

    private PythonToken Word()
    {
        var start = _at;
        while (_at < _text.Length && IsName(_text[_at]))
        {
            _at++;
        }

        var word = _text[start.._at];
        if (_at < _text.Length && _text[_at] is (byte)'"' or (byte)'\'' && IsPrefix(word))
        {
            SkipString();
            return new PythonToken(PythonTokenKind.Value, start, _at - start);
        }

        return new PythonToken(char.IsAsciiDigit((char)word[0]) ? PythonTokenKind.Value : PythonTokenKind.Name, start, word.Length);
    }

    private static bool IsPrefix(ReadOnlySpan<byte> word) => word.Length <= 2 && word.IndexOfAnyExcept(Prefixes) < 0;

    private void SkipContinuation()
    {
        _at++;
        _at += Follows("\r\n"u8) ? 2 : Follows("\n"u8) ? 1 : 0;
    }

    private void SkipString()
    {
        var quote = _text[_at];
        Span<byte> three = [quote, quote, quote];
        var isLong = Follows(three);
        _at += isLong ? 3 : 1;
        while (_text[_at..].IndexOfAny(Interesting) is >= 0 and var distance)
        {
            _at += distance;
            var found = _text[_at];
            if (found == quote && (!isLong || Follows(three)))
            {
                _at += isLong ? 3 : 1;
                return;
            }

            if (found == '\n' && !isLong)
            {
                return;
            }

            _at = Math.Min(_text.Length, _at + (found == '\\' ? 2 : 1));
        }

        _at = _text.Length;
    }

    private readonly bool Follows(ReadOnlySpan<byte> bytes) => _text[_at..].StartsWith(bytes);

    private readonly int EndOfLine(int from)
    {
        var length = _text[from..].IndexOf((byte)'\n');
        return length < 0 ? _text.Length : from + length;
    }
}
