using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Unfazed.Core.Configuration;

/// <summary>
/// Splits a command line into words with the quotes and backslashes of POSIX sh (XCU 2.2). Nothing is expanded: what sh would expand or
/// interpret must be quoted, or is an error that shows how to call a shell.
/// </summary>
internal sealed class ShellWords
{
    private const string Special = "|&;<>()$*?`\n";

    private readonly string _text;
    private readonly ImmutableArray<string>.Builder _words = ImmutableArray.CreateBuilder<string>();
    private StringBuilder? _word;
    private string? _error;
    private int _at;

    private ShellWords(string text) => _text = text;

    /// <summary>The words of a command line; at least one.</summary>
    public static bool TrySplit(string text, out ImmutableArray<string> words, [NotNullWhen(false)] out string? error)
    {
        var line = new ShellWords(text.Trim(' ', '\t', '\r', '\n'));
        while (line._error is null && line._at < line._text.Length)
        {
            line.Step(line._text[line._at++]);
        }

        line.EndWord();
        error = line._error ?? (line._words.Count == 0 ? "no command: give a program and its arguments" : null);
        words = error is null ? line._words.ToImmutable() : [];
        return error is null;
    }

    private void Step(char next)
    {
        switch (next)
        {
            case ' ' or '\t' or '\r':
                EndWord();
                break;
            case '\'':
                SingleQuoted();
                break;
            case '"':
                DoubleQuoted();
                break;
            case '\\':
                Escaped();
                break;
            case '=' when _words.Count == 0 && IsAssignment():
                Refuse($"{Quoted.Of(_text[.._at])} would set a variable in a shell: use the key \"env\"");
                break;
            default:
                Plain(next);
                break;
        }
    }

    private void Plain(char next)
    {
        if (Special.Contains(next, StringComparison.Ordinal))
        {
            Refuse($"an unquoted {(next == '\n' ? "line break" : next)} is for a shell, and none is called");
            return;
        }

        if (_word is null && next is '~' or '#')
        {
            Refuse($"a word that begins with an unquoted {next} is for a shell, and none is called");
            return;
        }

        Word.Append(next);
    }

    private void SingleQuoted()
    {
        var end = _text.IndexOf('\'', _at);
        if (end < 0)
        {
            Refuse("a ' is opened and never closed");
            return;
        }

        Word.Append(_text, _at, end - _at);
        _at = end + 1;
    }

    private void DoubleQuoted()
    {
        _ = Word;
        while (_at < _text.Length && _error is null)
        {
            var next = _text[_at++];
            if (next == '"')
            {
                return;
            }

            InDoubleQuotes(next);
        }

        if (_error is null)
        {
            Refuse("a \" is opened and never closed");
        }
    }

    private void InDoubleQuotes(char next)
    {
        if (next is '$' or '`')
        {
            Refuse($"a {next} in double quotes is for a shell, and none is called");
        }
        else if (next == '\\' && _at < _text.Length && _text[_at] is '$' or '`' or '"' or '\\' or '\n')
        {
            Escaped();
        }
        else
        {
            Word.Append(next);
        }
    }

    private void Escaped()
    {
        if (_at == _text.Length)
        {
            Refuse("a \\ at the end escapes nothing");
            return;
        }

        var next = _text[_at++];
        if (next != '\n')
        {
            Word.Append(next);
        }
    }

    private StringBuilder Word => _word ??= new StringBuilder();

    private void EndWord()
    {
        if (_word is not null)
        {
            _words.Add(_word.ToString());
            _word = null;
        }
    }

    // Only what stands before the = without quotes or backslashes makes an assignment: then it is the text itself.
    private bool IsAssignment()
    {
        var name = _text.AsSpan(0, _at - 1);
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.IndexOfAnyExcept(VariableName.Characters) < 0;
    }

    private void Refuse(string problem) =>
        _error = $"{problem}; to call a shell: run: [sh, -c, '{Quoted.Short(_text.Replace("'", "''", StringComparison.Ordinal))}']";
}
