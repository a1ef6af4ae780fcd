using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads what make and CMake say of their own files among the lines of a compiler: <c>Makefile:3: *** missing separator.  Stop.</c>,
/// <c>make: *** No rule to make target 'a.c', needed by 'a.o'.  Stop.</c>, <c>CMake Error at CMakeLists.txt:7 (add_executable):</c> and the text below.
/// </summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
internal sealed partial class BuildFileLines(ToolOutput output)
{
    private const int MaxTextLines = 6;

    private readonly List<Finding> _findings = [];
    private int _textLines = MaxTextLines;

    /// <summary>The errors in files of the build.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>How far the build went: after such an error it compiles nothing more.</summary>
    public Extent Extent => Extent.StoppedAt(_findings.FirstOrDefault());

    /// <summary>The first recipe that make says failed, for where nothing else does; null for none. A program that is missing or was killed says nothing about the code.</summary>
    public Finding? Recipe { get; private set; }

    /// <summary>Takes a line; returns whether it is part of such an error.</summary>
    public bool Take(string line)
    {
        if (CMake().Match(line) is { Success: true } cmake)
        {
            Add("cmake", cmake, cmake.Groups["text"].Value);
            _textLines = 0;
            return true;
        }

        if (_textLines < MaxTextLines && (line.Length == 0 || line[0] == ' '))
        {
            Continue(line.Trim());
            return true;
        }

        _textLines = MaxTextLines;
        if (Make().Match(line) is { Success: true } make)
        {
            Add("make", make, make.Groups["text"].Value);
            return true;
        }

        if (Recipes().Match(line) is { Success: true } recipe && recipe.Groups["code"].Value is not ("126" or "127"))
        {
            Recipe ??= Finding("make", recipe, $"the recipe of {recipe.Groups["target"].Value} failed (exit code {recipe.Groups["code"].Value})");
        }

        return Accompanying().IsMatch(line);
    }

    private void Add(string rule, Match match, string text) => _findings.Add(Finding(rule, match, text));

    private Finding Finding(string rule, Match match, string text)
    {
        var file = match.Groups["path"].Value;
        var path = file.Length == 0 ? null : output.Paths.Find(file);
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = Severity.Error,
            Message = (path is null && file.Length > 0 ? $"{file}: {text}" : text).Trim(),
            Path = path,
            Line = path is null ? null : Position.Of(match.Groups["line"].Value),
        };
    }

    private void Continue(string text)
    {
        if (text.Length > 0)
        {
            _textLines++;
            _findings[^1] = _findings[^1] with { Message = OutputTail.Shorten($"{_findings[^1].Message} {text}".Trim(), 2000) };
        }
    }

    [GeneratedRegex(@"^CMake Error( at (?<path>[^:]+):(?<line>[0-9]{1,9}))?( \((?<command>[^)]*)\))?:(?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CMake();

    [GeneratedRegex(@"^((?<path>[^\s:][^:]*):(?<line>[0-9]{1,9}): \*\*\* (?<text>[^\[].*?)|[a-z]*make(\[[0-9]+\])?: \*\*\* (?<text>No rule to make target .*?))( +Stop\.)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Make();

    [GeneratedRegex(@"^[a-z]*make(\[[0-9]+\])?: \*\*\* \[((?<path>[^\]:]+):(?<line>[0-9]{1,9}): )?(?<target>[^\]]+)\] Error (?<code>[0-9]{1,3})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Recipes();

    [GeneratedRegex(@"^(-- Configuring incomplete, errors occurred!|See also "".*""\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Accompanying();
}
