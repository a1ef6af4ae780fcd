using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads the lines of a linker among those of a compiler: GNU ld and gold (<c>a.c:(.text+0x9): undefined reference to `f'</c>, or with the line where
/// the object has debug information), Apple's, lld and mold (<c>ld.lld: error: undefined symbol: f</c> and <c>&gt;&gt;&gt; referenced by a.c:3</c> below).
/// </summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
internal sealed partial class LinkerLines(ToolOutput output)
{
    private readonly List<Finding> _findings = [];
    private string? _function;
    private bool _isOpen;
    private bool _isListing;
    private bool _isHeadingLast;

    /// <summary>The errors of the linker.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Takes a line; returns whether it is the linker's.</summary>
    public bool Take(string line)
    {
        if (_isOpen && Referenced().Match(line) is { Success: true } referenced)
        {
            Place(referenced);
            return true;
        }

        if (_isListing && Symbol().Match(line) is { Success: true } symbol)
        {
            AddListed(symbol);
            return true;
        }

        (_isOpen, _isListing) = (false, _isListing && line.StartsWith(' '));
        if (Heading().IsMatch(line))
        {
            Add("", "", line);
            (_isListing, _isHeadingLast) = (true, true);
            return true;
        }

        if (Function().Match(line) is { Success: true } function)
        {
            _function = function.Groups["function"].Value;
            return true;
        }

        if (Record().Match(line) is { Success: true } record)
        {
            Add(record.Groups["path"].Value, record.Groups["line"].Value, InFunction(record.Groups["text"].Value));
            return true;
        }

        if (Gold().Match(line) is { Success: true } gold)
        {
            Add(gold.Groups["path"].Value, "", $"{gold.Groups["text"].Value} in function {gold.Groups["function"].Value}");
            return true;
        }

        if (Whole().Match(line) is { Success: true } whole)
        {
            Add("", "", whole.Groups["text"].Value);
            _isOpen = true;
            return true;
        }

        return More().IsMatch(line);
    }

    // Of a section the function is named above, and belongs to the lines up to the next one.
    private string InFunction(string text) => _function is { } function ? $"{text} in function {function}" : text;

    private void Add(string file, string line, string text)
    {
        var path = file.Length == 0 ? null : output.Paths.Find(file);
        _findings.Add(new Finding
        {
            Tool = output.Tool,
            Rule = "link",
            Severity = Severity.Error,
            Message = path is null && file.Length > 0 ? $"{file}: {text}" : text,
            Path = path,
            Line = path is null ? null : Position.Of(line),
        });
    }

    // Apple's linker lists the symbols below its heading, and below each what uses it.
    private void AddListed(Match symbol)
    {
        if (symbol.Groups["symbol"] is { Success: true, Value: var name })
        {
            if (_isHeadingLast)
            {
                _findings.RemoveAt(_findings.Count - 1);
            }

            Add("", "", $"undefined symbol: {name}");
            _isHeadingLast = false;
        }
        else if (_findings[^1] is { } last && !last.Message.Contains(", referenced from ", StringComparison.Ordinal))
        {
            _findings[^1] = last with { Message = $"{last.Message}, referenced from {symbol.Groups["user"].Value}" };
        }
    }

    // lld names the places of a symbol below it; the first one counts.
    private void Place(Match referenced)
    {
        if (_findings[^1] is { Path: null } open && output.Paths.Find(referenced.Groups["path"].Value) is { } path)
        {
            _findings[^1] = open with { Path = path, Line = Position.Of(referenced.Groups["line"].Value) };
        }
    }

    [GeneratedRegex(@"^([^\s:]*ld(\.[a-z]+)?: )?[^:]+: in function [`'](?<function>.+)':$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();

    // "ld: a.o:a.c:(.text+0x9): …" where the linker names both.
    [GeneratedRegex(@"^([^\s:]*ld(\.[a-z]+)?: )?([^\s:]+\.(o|a|obj)(\([^)]*\))?:)?(?<path>[^\s:()][^:()]*):(\([^)]*\)|(?<line>[0-9]{1,9})): (?<text>(undefined reference to|multiple definition of|relocation truncated to fit) ?.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    // gold, without debug information: "a.o:a.c:function main: error: undefined reference to 'f'".
    [GeneratedRegex(@"^([^\s:]*ld(\.[a-z]+)?: )?([^\s:]+:)?(?<path>[^\s:]+):function (?<function>.+?): error: (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Gold();

    [GeneratedRegex(@"^([^\s:]*ld(64)?: )?Undefined symbols( for architecture [^\s:]+)?:$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ +((""(?<symbol>[^""]+)""|(?<symbol>[^\s""]+)), referenced from:|(?<user>.+ in [^ ]+))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"^[^\s:]*(ld(\.[a-z]+)?|mold|collect2): ((fatal )?error: (?<text>(undefined|duplicate|unable to find|cannot (find|open)) .*)|(?<text>(cannot find|cannot open|undefined reference to) .*)|(?<text>[^:]+: (undefined reference to|multiple definition of|file not recognized|file format not recognized).*))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^>>>( referenced by| defined (at|in))? +(?<path>[^\s:()]+)(:(?<line>[0-9]{1,9}))?.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Referenced();

    [GeneratedRegex("^[^:]*:?.*: more undefined references to .* follow$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex More();
}
