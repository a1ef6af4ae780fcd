using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads what make, CMake and Meson say of their own files among the lines of a compiler: <c>Makefile:3: *** missing separator.  Stop.</c>,
/// <c>make: *** No rule to make target 'a.c', needed by 'a.o'.  Stop.</c>, <c>CMake Error at CMakeLists.txt:7 (add_executable):</c> and the text below,
/// <c>meson.build:3:0: ERROR: Dependency "x" not found</c>.
/// </summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
internal sealed partial class BuildFileLines(ToolOutput output)
{
    private const int MaxTextLines = 6;
    private const int MaxNested = 10_000;

    private readonly List<Finding> _findings = [];
    private readonly List<(int Depth, Finding Finding)> _nested = [];
    private int _textLines = MaxTextLines;

    /// <summary>The errors in files of the build.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>How far the build went: after such an error it compiles nothing more.</summary>
    public Extent Extent => Extent.StoppedAt(_findings.FirstOrDefault());

    /// <summary>Takes a line; returns whether it is part of such an error.</summary>
    public bool Take(string line)
    {
        if (StatedFailures.IgnoringDepth(line) is { } depth)
        {
            _nested.RemoveAll(nested => nested.Depth > depth && RemoveLast(nested.Finding));
        }

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
            if (Position.Of(make.Groups["depth"].Value) is > 0 and var inner && _nested.Count < MaxNested)
            {
                _nested.Add((inner, _findings[^1]));
            }

            return true;
        }

        if (Meson().Match(line) is { Success: true } meson)
        {
            Add("meson", meson, meson.Groups["text"].Value);
            return true;
        }

        return Accompanying().IsMatch(line);
    }

    // What a nested make said stands at the end.
    private bool RemoveLast(Finding finding)
    {
        var place = _findings.FindLastIndex(one => ReferenceEquals(one, finding));
        if (place >= 0)
        {
            _findings.RemoveAt(place);
        }

        return true;
    }

    private void Add(string rule, Match match, string text) => _findings.Add(Finding(output, rule, match, text));

    /// <summary>A finding at the <c>path</c> and <c>line</c> of a match.</summary>
    public static Finding Finding(ToolOutput output, string rule, Match match, string text)
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

    [GeneratedRegex(@"^((?<path>[^\s:][^:]*):(?<line>[0-9]{1,9}): \*\*\* (?<text>[^\[].*?) +Stop\.|[a-z]*make(\[(?<depth>[0-9]+)\])?: \*\*\* (?<text>No rule to make target .*?))( +Stop\.)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Make();

    [GeneratedRegex(@"^(?<path>([^\s:][^:]*/)?meson(\.build|_options\.txt|\.options)):(?<line>[0-9]{1,9}):[0-9]{1,9}: ERROR: (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Meson();

    [GeneratedRegex(@"^(-- Configuring incomplete, errors occurred!|See also "".*""\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Accompanying();
}
