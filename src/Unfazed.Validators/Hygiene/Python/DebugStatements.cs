using System.Text;
using Unfazed.Core;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Python;

/// <summary>
/// Finds what the hook <c>debug-statements</c> finds: <c>breakpoint()</c> and the import of a debugger. A call of a debugger's
/// <c>set_trace</c> stops a program as well and is an error too, under whatever name it was imported; the import alone stops nothing and is a note.
/// </summary>
internal ref struct DebugStatements
{
    private const int MaxNesting = 8;
    private readonly ReadOnlySpan<byte> _text;
    private readonly FileFindings _findings;
    private readonly DebuggerNames _names;
    private readonly int _nesting;
    private PythonTokens _tokens;
    private PythonToken _token;
    private PythonToken _before;
    private PythonToken _second;
    private PythonToken _third;
    private bool _isInPattern;
    private int _left;
    private PlaceCursor _places = new();

    private DebugStatements(ReadOnlySpan<byte> text, FileFindings findings)
        : this(text, 0, findings, new DebuggerNames(), TextFileValidator.MaxFindingsOfFile)
    {
    }

    private DebugStatements(ReadOnlySpan<byte> text, int start, FileFindings findings, DebuggerNames names, int left, int nesting = 0)
    {
        _text = text;
        _findings = findings;
        _names = names;
        _nesting = nesting;
        _left = left;
        _tokens = new PythonTokens(text, start);
    }

    /// <summary>Whether a file is Python by its name, or a script without a suffix whose first line names Python.</summary>
    public static bool IsPython(string path, ReadOnlySpan<byte> beginning) =>
        path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".pyw", StringComparison.Ordinal) || path.EndsWith(".pyi", StringComparison.Ordinal)
        || (!path.AsSpan(path.LastIndexOf('/') + 1).Contains('.') && NamesPython(beginning));

    private static bool NamesPython(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("#!"u8) && beginning[..(beginning.IndexOf((byte)'\n') is >= 0 and var end ? end : beginning.Length)].IndexOf("python"u8) > 0;

    /// <summary>Reports them.</summary>
    public static void Check(ReadOnlySpan<byte> text, FileFindings findings)
    {
        if (MayHold(text))
        {
            new DebugStatements(text, findings).Run();
        }
    }

    // Most files hold none of these, and need no second look. "db" is in the names of all other debuggers.
    private static bool MayHold(ReadOnlySpan<byte> text) =>
        text.IndexOf("db"u8) >= 0 || text.IndexOf("breakpoint"u8) >= 0 || text.IndexOf("set_trace"u8) >= 0 || text.IndexOf("pydevd_pycharm"u8) >= 0
        || text.IndexOf("import q"u8) >= 0 || text.IndexOf("from q"u8) >= 0;

    private void Run()
    {
        var begins = true;
        while (_left > 0 && Advance())
        {
            if (_token.Kind == PythonTokenKind.Name)
            {
                SeeName(begins);
            }
            else if (_token.Kind == PythonTokenKind.Value)
            {
                SeeFormatted();
            }
            else if (IsOperator(_token, '(') && !_isInPattern)
            {
                SeeCall();
            }

            begins = _token.Kind == PythonTokenKind.Line || IsOperator(_token, ';') || (IsOperator(_token, ':') && !_tokens.IsInBrackets);
            _isInPattern &= !begins;
        }
    }

    private void SeeName(bool begins)
    {
        if (begins && Is(_token, "import"u8))
        {
            ReadImports();
        }
        else if (begins && Is(_token, "from"u8))
        {
            var module = ReadModule();
            ReadImportedNames(module);
        }
        else if (begins && Is(_token, "case"u8))
        {
            // What looks like a call in a pattern is a class.
            _isInPattern = IsCaseClause();
        }
        else if (_isInPattern && !_tokens.IsInBrackets && Is(_token, "if"u8))
        {
            _isInPattern = false;
        }
    }

    // "case" is a keyword only where a colon outside of brackets ends what follows; else it is a name.
    private readonly bool IsCaseClause()
    {
        var ahead = _tokens;
        var token = ahead.Next();
        if (token.Kind == PythonTokenKind.Operator && _text[token.Start] is not ((byte)'(' or (byte)'[' or (byte)'{' or (byte)'-' or (byte)'*'))
        {
            return false;
        }

        while (token.Kind is not (PythonTokenKind.End or PythonTokenKind.Line) && !IsOperator(token, ';'))
        {
            if (IsOperator(token, ':') && !ahead.IsInBrackets)
            {
                return true;
            }

            token = ahead.Next();
        }

        return false;
    }

    // The expressions of a formatted string run as well.
    private void SeeFormatted()
    {
        var (at, end) = (_token.Start, _token.Start + _token.Length);
        var quote = _text[at..end].IndexOfAny((byte)'"', (byte)'\'');
        if (_nesting == MaxNesting || quote <= 0 || _text.Slice(at, quote).IndexOfAny("fFtT"u8) < 0)
        {
            return;
        }

        for (at += quote; at < end && _text[at..end].IndexOf((byte)'{') is >= 0 and var distance;)
        {
            at += distance + 1;
            if (at < end && _text[at] == '{')
            {
                at++;
                continue;
            }

            var length = LengthOfField(_text[at..end]);
            var inner = new DebugStatements(_text[..(at + length)], at, _findings, _names, _left, _nesting + 1) { _places = _places };
            inner.Run();
            _left = inner._left;
            at += length;
        }
    }

    private static int LengthOfField(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { (byte)'{' or (byte)'(' or (byte)'[' => 1, (byte)'}' or (byte)')' or (byte)']' => -1, _ => 0 };
            if (depth < 0)
            {
                return at;
            }
        }

        return text.Length;
    }

    private bool Advance()
    {
        (_third, _second, _before) = (_second, _before, _token);
        _token = _tokens.Next();
        return _token.Kind != PythonTokenKind.End;
    }

    private void ReadImports()
    {
        do
        {
            var module = ReadModule();
            while (_token.Kind == PythonTokenKind.Name)
            {
                Advance(); // as NAME
                if (module is not null && _token.Kind == PythonTokenKind.Name && Is(_before, "as"u8))
                {
                    _names.AddModule(Text(_token), module);
                }
            }
        }
        while (_left > 0 && IsOperator(_token, ','));
    }

    // import NAME, NAME as OTHER, …, with or without parentheses
    private void ReadImportedNames(string? module)
    {
        var imported = default(PythonToken);
        while (module is not null && _token.Kind is not (PythonTokenKind.End or PythonTokenKind.Line) && !IsOperator(_token, ';'))
        {
            if (_token.Kind == PythonTokenKind.Name && Is(_before, "as"u8) && imported.Length > 0)
            {
                _names.AddFunction(Text(_token), module, Text(imported));
            }
            else if (_token.Kind == PythonTokenKind.Name && !Is(_token, "as"u8) && !Is(_token, "import"u8))
            {
                imported = _token;
                _names.AddFunction(Text(_token), module, Text(_token));
            }

            Advance();
        }
    }

    // Up to behind a dotted name; a name is a module only when it is whole: "import pdb.x" is another. Null for what is no debugger.
    private string? ReadModule()
    {
        Advance();
        var first = _token;
        var end = first.Start;
        while (_token.Kind == PythonTokenKind.Name || IsOperator(_token, '.'))
        {
            var isName = _token.Kind == PythonTokenKind.Name;
            if (isName && _before.Kind == PythonTokenKind.Name && _before.Start >= first.Start)
            {
                break;
            }

            end = _token.Start + _token.Length;
            Advance();
        }

        if (end - first.Start is > 0 and < 20 && Text(first.Start, end) is var module && DebuggerNames.IsDebugger(module))
        {
            Report(Severity.Note, $"the debugger {module} is imported here", first.Start);
            return module;
        }

        return null;
    }

    private void SeeCall()
    {
        if (_before.Kind != PythonTokenKind.Name)
        {
            return;
        }

        var isMember = IsOperator(_second, '.');
        var isDefined = _second.Kind == PythonTokenKind.Name && (Is(_second, "def"u8) || Is(_second, "class"u8));
        if (!isMember && !isDefined && (Is(_before, "breakpoint"u8) || Is(_before, "set_trace"u8)))
        {
            Report(Severity.Error, $"{Text(_before)}() stops the program in a debugger", _before.Start);
        }
        else if (!isMember && !isDefined && _names.FindFunction(Text(_before)) is { } function)
        {
            Report(Severity.Error, $"{function}() stops the program in a debugger", _before.Start);
        }
        else if (isMember && _third.Kind == PythonTokenKind.Name && (Is(_before, "set_trace"u8) || Is(_before, "settrace"u8))
            && _names.FindModule(Text(_third)) is { } module)
        {
            Report(Severity.Error, $"{module}.{Text(_before)}() stops the program in a debugger", _third.Start);
        }
    }

    private void Report(Severity severity, string message, int start)
    {
        var (line, column) = _places.MoveTo(_text, start);
        _findings.Add(HygieneRules.DebugStatements, severity, message, new TextPlace(line, column));
        _left--;
    }

    private readonly bool IsOperator(PythonToken token, char which) => token.Kind == PythonTokenKind.Operator && _text[token.Start] == which;

    private readonly bool Is(PythonToken token, ReadOnlySpan<byte> word) => _text.Slice(token.Start, token.Length).SequenceEqual(word);

    private readonly string Text(PythonToken token) => Text(token.Start, token.Start + token.Length);

    private readonly string Text(int start, int end) => Encoding.UTF8.GetString(_text[start..end]);
}
