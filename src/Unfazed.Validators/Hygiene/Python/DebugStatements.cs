using System.Text;
using Unfazed.Core;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Python;

/// <summary>
/// Finds what the hook <c>debug-statements</c> finds: <c>breakpoint()</c> and the import of a debugger. A call of a debugger's
/// <c>set_trace</c> stops a program as well and is an error too; the import alone stops nothing and is a note.
/// </summary>
internal ref struct DebugStatements
{
    private const int MaxFindings = 10;
    private readonly ReadOnlySpan<byte> _text;
    private readonly FileFindings _findings;
    private PythonTokens _tokens;
    private PythonToken _token;
    private PythonToken _before;
    private PythonToken _second;
    private PythonToken _third;
    private int _left = MaxFindings;

    private DebugStatements(ReadOnlySpan<byte> text, FileFindings findings)
    {
        _text = text;
        _findings = findings;
        _tokens = new PythonTokens(text);
    }

    /// <summary>Whether a file is Python by its name.</summary>
    public static bool IsPython(string path) =>
        path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".pyw", StringComparison.Ordinal) || path.EndsWith(".pyi", StringComparison.Ordinal);

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

    private static bool IsDebugger(string module) => module is "bpdb" or "ipdb" or "pdb" or "pdbr" or "pudb" or "pydevd_pycharm" or "q" or "rdb" or "rpdb" or "wdb";

    private void Run()
    {
        var begins = true;
        while (_left > 0 && Advance())
        {
            if (begins && _token.Kind == PythonTokenKind.Name && Is(_token, "import"u8))
            {
                ReadImports();
            }
            else if (begins && _token.Kind == PythonTokenKind.Name && Is(_token, "from"u8))
            {
                ReadModule();
            }
            else if (IsOperator(_token, '('))
            {
                SeeCall();
            }

            begins = _token.Kind == PythonTokenKind.Line || IsOperator(_token, ';') || (IsOperator(_token, ':') && !_tokens.IsInBrackets);
        }
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
            ReadModule();
            while (_token.Kind == PythonTokenKind.Name)
            {
                Advance(); // as NAME
            }
        }
        while (IsOperator(_token, ','));
    }

    // Up to behind a dotted name; a name is a module only when it is whole: "import pdb.x" is another.
    private void ReadModule()
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

        if (end - first.Start is > 0 and < 20 && Text(first.Start, end) is var module && IsDebugger(module))
        {
            Report(Severity.Note, $"the debugger {module} is imported here", first.Start);
        }
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
            Report(Severity.Error, $"{Text(_before.Start, _before.Start + _before.Length)}() stops the program in a debugger", _before.Start);
        }
        else if (isMember && _third.Kind == PythonTokenKind.Name && (Is(_before, "set_trace"u8) || Is(_before, "settrace"u8))
            && Text(_third.Start, _third.Start + _third.Length) is var module && IsDebugger(module))
        {
            Report(Severity.Error, $"{module}.{Text(_before.Start, _before.Start + _before.Length)}() stops the program in a debugger", _third.Start);
        }
    }

    private void Report(Severity severity, string message, int start)
    {
        var (line, column) = TextColumn.At(_text, start);
        _findings.Add(HygieneRules.DebugStatements, severity, message, new TextPlace(line, column));
        _left--;
    }

    private readonly bool IsOperator(PythonToken token, char which) => token.Kind == PythonTokenKind.Operator && _text[token.Start] == which;

    private readonly bool Is(PythonToken token, ReadOnlySpan<byte> word) => _text.Slice(token.Start, token.Length).SequenceEqual(word);

    private readonly string Text(int start, int end) => Encoding.UTF8.GetString(_text[start..end]);
}
