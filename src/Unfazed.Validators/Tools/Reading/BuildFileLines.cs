using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads what make and CMake say of their own files among the lines of a compiler: <c>Makefile:3: *** missing separator.  Stop.</c>,
/// <c>make: *** No rule to make target 'a.c', needed by 'a.o'.  Stop.</c>, <c>CMake Error at CMakeLists.txt:7 (add_executable):</c> and the text below;
/// and that make, Ninja or a compiler failed.
/// </summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
internal sealed partial class BuildFileLines(ToolOutput output)
{
    private const int MaxTextLines = 6;

    private readonly List<Finding> _findings = [];
    private int _textLines = MaxTextLines;
    private Match? _failed;

    /// <summary>The errors in files of the build.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>How far the build went: after such an error it compiles nothing more.</summary>
    public Extent Extent => Extent.StoppedAt(_findings.FirstOrDefault());

    /// <summary>The first recipe that make says failed, for where nothing else does; null for none. A program that is missing or was killed says nothing about the code.</summary>
    public Finding? Recipe { get; private set; }

    /// <summary>The first line in which a build or a compiler states that it failed, without a reason; null for none.</summary>
    public string? Stated { get; private set; }

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

        TakeNinja(line);
        Stated ??= Stating().IsMatch(line) ? line : null;
        return Accompanying().IsMatch(line);
    }

    // "FAILED: TARGET", the command, what it printed; that it stopped comes last, so that what a test prints is not taken for it.
    private void TakeNinja(string line)
    {
        if (Ninja().Match(line) is { Success: true } failed)
        {
            _failed ??= failed;
        }
        else if (_failed is { } command && line.StartsWith("ninja: build stopped: ", StringComparison.Ordinal) && command.Groups["code"].Value is not ("126" or "127"))
        {
            Recipe ??= Finding("ninja", command, $"the command of {command.Groups["target"].Value} failed");
        }
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

    [GeneratedRegex(@"^FAILED: (\[code=(?<code>[0-9]{1,3})\] )?(?<target>[^ ].*?) *$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ninja();

    [GeneratedRegex(@"^(-- Configuring incomplete, errors occurred!|ninja: build stopped: .*|([0-9]+ warnings? and )?[0-9]+ errors? generated\.|[a-z]*make(\[[0-9]+\])?: Target '.*' not remade because of errors\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Stating();

    [GeneratedRegex(@"^(-- Configuring incomplete, errors occurred!|See also "".*""\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Accompanying();
}
