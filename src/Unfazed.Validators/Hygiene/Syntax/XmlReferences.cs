using System.Globalization;
using System.Text;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// Checks the references of a document whose markup is well-formed: a character reference names a character of XML, and an entity is
/// declared, unless a part of the DTD that is not in the file may declare it (XML 1.0, fifth edition, 2.2 and 4.1).
/// </summary>
internal ref struct XmlReferences
{
    private const int MaxCharacterReference = 16;
    private readonly ReadOnlySpan<byte> _text;
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal) { "amp", "lt", "gt", "quot", "apos" };
    private readonly bool _isStandalone;
    private bool _mayBeDeclaredElsewhere;
    private int _at;

    private XmlReferences(ReadOnlySpan<byte> text, bool isStandalone)
    {
        _text = text;
        _isStandalone = isStandalone;
    }

    /// <summary>The first reference that no parser accepts, or null.</summary>
    /// <param name="text">The document, in an encoding whose markup is ASCII.</param>
    /// <param name="isStandalone">Whether its declaration says that nothing is declared elsewhere.</param>
    public static SyntaxProblem? FirstProblem(ReadOnlySpan<byte> text, bool isStandalone) => new XmlReferences(text, isStandalone).Run();

    private SyntaxProblem? Run()
    {
        while (_text[_at..].IndexOfAny((byte)'<', (byte)'&') is >= 0 and var distance)
        {
            _at += distance;
            if (_text[_at] == '<')
            {
                SkipMarkup();
            }
            else if (CheckReference() is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    // Of a tag the opening alone: its attributes hold references.
    private void SkipMarkup()
    {
        if (!TrySkip("<!--"u8, "-->"u8) && !TrySkip("<![CDATA["u8, "]]>"u8) && !TrySkip("<?"u8, "?>"u8))
        {
            if (Follows("<!DOCTYPE"u8))
            {
                ReadDocumentType();
            }
            else
            {
                _at++;
            }
        }
    }

    private SyntaxProblem? CheckReference()
    {
        var start = _at++;
        var length = _text[_at..].IndexOf((byte)';');
        if (length < 0)
        {
            return null;
        }

        var name = _text.Slice(_at, length);
        _at += length + 1;
        if (name.StartsWith("#"u8))
        {
            return IsCharacter(name[1..]) ? null : Problem("a reference to a character that XML does not allow", start);
        }

        return _mayBeDeclaredElsewhere || _declared.Contains(Encoding.UTF8.GetString(name))
            ? null
            : Problem("an entity that is not declared; XML knows only amp, lt, gt, quot and apos by itself", start);
    }

    private static bool IsCharacter(ReadOnlySpan<byte> digits)
    {
        digits = digits.TrimStart((byte)'0');
        var isHexadecimal = digits.StartsWith("x"u8);
        digits = isHexadecimal ? digits[1..].TrimStart((byte)'0') : digits;
        var style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return digits.Length <= MaxCharacterReference && int.TryParse(digits, style, CultureInfo.InvariantCulture, out var code)
            && code is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);
    }

    private void ReadDocumentType()
    {
        _at += "<!DOCTYPE".Length;
        var isExternal = false;
        var isInSubset = false;
        while (_at < _text.Length && (isInSubset || _text[_at] != '>'))
        {
            if (TrySkip("<!--"u8, "-->"u8) || TrySkip("<?"u8, "?>"u8) || TrySkipQuoted())
            {
                continue;
            }

            isExternal |= !isInSubset && (Follows("SYSTEM"u8) || Follows("PUBLIC"u8));
            isExternal |= isInSubset && _text[_at] == '%' && IsReference();
            isInSubset = _text[_at] switch { (byte)'[' => true, (byte)']' => false, _ => isInSubset };
            if (isInSubset && Follows("<!ENTITY"u8))
            {
                Declare();
            }
            else
            {
                _at++;
            }
        }

        _mayBeDeclaredElsewhere = isExternal && !_isStandalone;
    }

    // "%name;" stands for declarations of another file; "% name" declares such a thing.
    private readonly bool IsReference() => _at + 1 < _text.Length && !IsSpace(_text[_at + 1]);

    private void Declare()
    {
        _at += "<!ENTITY".Length;
        while (_at < _text.Length && IsSpace(_text[_at]))
        {
            _at++;
        }

        var length = _text[_at..].IndexOfAny(" \t\r\n>"u8);
        if (length > 0 && _text[_at] != '%')
        {
            _declared.Add(Encoding.UTF8.GetString(_text.Slice(_at, length)));
        }

        _at += Math.Max(1, length);
    }

    private bool TrySkipQuoted() => TrySkip("\""u8, "\""u8) || TrySkip("'"u8, "'"u8);

    private bool TrySkip(ReadOnlySpan<byte> opening, ReadOnlySpan<byte> closing)
    {
        if (!Follows(opening))
        {
            return false;
        }

        var start = _at + opening.Length;
        var length = _text[start..].IndexOf(closing);
        _at = length < 0 ? _text.Length : start + length + closing.Length;
        return true;
    }

    private readonly SyntaxProblem Problem(string what, int start)
    {
        var (line, column) = TextColumn.At(_text, start);
        return new SyntaxProblem($"not valid XML: {what}", new TextPlace(line, column));
    }

    private readonly bool Follows(ReadOnlySpan<byte> bytes) => _text[_at..].StartsWith(bytes);

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
