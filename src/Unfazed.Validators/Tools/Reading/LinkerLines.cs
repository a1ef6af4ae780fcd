using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads the lines of a linker among those of a compiler: GNU ld and gold (<c>a.c:(.text+0x9): undefined reference to `f'</c>, or with the line where
/// the object has debug information), lld and mold (<c>ld.lld: error: undefined symbol: f</c> and <c>&gt;&gt;&gt; referenced by a.c:3</c> below).
/// </summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
internal sealed partial class LinkerLines(ToolOutput output)
{
    private readonly List<Finding> _findings = [];
    private string? _function;
    private bool _isOpen;

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

        _isOpen = false;
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

        if (Whole().Match(line) is { Success: true } whole)
        {
            Add("", "", whole.Groups["text"].Value);
            _isOpen = true;
            return true;
        }

        return More().IsMatch(line);
    }

    /// <summary>Whether a message only says that the linker failed.</summary>
    public static bool IsSummary(string message) => Summary().IsMatch(message);

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

    [GeneratedRegex(@"^[^\s:]*(ld(\.[a-z]+)?|mold|collect2): ((fatal )?error: (?<text>(undefined|duplicate|unable to find|cannot (find|open)) .*)|(?<text>(cannot find|cannot open|undefined reference to) .*)|(?<text>[^:]+: (undefined reference to|multiple definition of|file not recognized|file format not recognized).*))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^>>>( referenced by| defined (at|in))? +(?<path>[^\s:()]+)(:(?<line>[0-9]{1,9}))?.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Referenced();

    [GeneratedRegex("^[^:]*:?.*: more undefined references to .* follow$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex More();

    [GeneratedRegex(@"^[^\s:]+: (ld returned [0-9]+ exit status|linker command failed with exit code .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();
}
