using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>Moves through a TOML document, always forward.</summary>
internal ref struct TomlCursor(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    private readonly bool AtEnd => _at >= _text.Length;

    /// <summary>Goes to the next thing that is neither white space nor comment; false at the end.</summary>
    public bool NextStatement()
    {
        while (!AtEnd)
        {
            if (Current == '#')
            {
                SkipLine();
            }
            else if (char.IsWhiteSpace(Current))
            {
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes behind the end of the line.</summary>
    public void SkipLine()
    {
        var end = _text[Math.Min(_at, _text.Length)..].IndexOf('\n');
        _at = end < 0 ? _text.Length : _at + end + 1;
    }

    /// <summary>Reads <c>[a.b]</c> or <c>[[a.b]]</c> and the rest of its line.</summary>
    public bool TryHeader(out ImmutableArray<string> path)
    {
        path = [];
        if (Current != '[')
        {
            return false;
        }

        _at += _at + 1 < _text.Length && _text[_at + 1] == '[' ? 2 : 1;
        path = KeyPath();
        SkipLine();
        return true;
    }

    /// <summary>Reads a key up to behind its <c>=</c>; false, and moved, when there is none.</summary>
    public bool TryKey(out ImmutableArray<string> path)
    {
        path = KeyPath();
        if (path.IsEmpty || Current != '=')
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Reads a value and gives the strings in it.</summary>
    public ImmutableArray<string> ValueStrings()
    {
        var strings = ImmutableArray.CreateBuilder<string>();
        var depth = 0;
        while (!AtEnd)
        {
            var current = Current;
            if (current is '"' or '\'')
            {
                strings.Add(String());
                continue;
            }

            if (current == '#' || (current == '\n' && depth == 0))
            {
                // A comment in the midst of an array ends with its line, the array goes on.
                SkipLine();
                if (depth == 0)
                {
                    break;
                }

                continue;
            }

            depth += current is '[' or '{' ? 1 : current is ']' or '}' ? -1 : 0;
            _at++;
        }

        return strings.ToImmutable();
    }

    private ImmutableArray<string> KeyPath()
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            SkipBlanks();
            var part = Current is '"' or '\'' ? String() : Bare();
            if (part.Length == 0)
            {
                return parts.ToImmutable();
            }

            parts.Add(part);
            SkipBlanks();
            if (Current != '.')
            {
                return parts.ToImmutable();
            }

            _at++;
        }
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            _at++;
        }
    }

    private string Bare()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '_')
        {
            _at++;
        }

        return _text[start.._at].ToString();
    }

    private string String()
    {
        var quote = Current;
        var rest = _text[_at..];
        if (rest.Length >= 3 && rest[1] == quote && rest[2] == quote)
        {
            return Until(rest[..3], 3, quote == '"');
        }

        return Until(rest[..1], 1, quote == '"');
    }

    private string Until(ReadOnlySpan<char> delimiter, int length, bool escapes)
    {
        _at += length;
        var start = _at;
        while (!AtEnd)
        {
            if (escapes && Current == '\\')
            {
                _at = Math.Min(_at + 2, _text.Length);
            }
            else if (_text[_at..].StartsWith(delimiter))
            {
                var found = _text[start.._at].ToString();
                _at += length;
                return found;
            }
            else if (length == 1 && Current == '\n')
            {
                break;
            }
            else
            {
                _at++;
            }
        }

        return _text[start.._at].ToString();
    }
}
