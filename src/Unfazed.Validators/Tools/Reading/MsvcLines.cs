using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads a line of Microsoft's compiler and linker and of those that follow them (Intel's, nvcc): <c>a.c(3,5): error C2065: text</c>, <c>LINK : fatal error LNK1104: text</c>,
/// <c>a.obj : error LNK2019: text</c> (https://learn.microsoft.com/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks).
/// </summary>
internal static partial class MsvcLines
{
    /// <summary>The finding; null for another line.</summary>
    public static Finding? Read(string line, ToolOutput output, MakeFolders folders) =>
        Placed().Match(line) is { Success: true } placed && NamesFile(placed.Groups["path"].Value, output.Paths) ? Of(placed, output, folders.Within(placed.Groups["path"].Value))
        : Whole().Match(line) is { Success: true } whole ? Of(whole, output, whole.Groups["path"].Value)
        : null;

    // A name without a suffix before a parenthesis is a function's where no file has it.
    private static bool NamesFile(string name, FindingPaths paths) => (name.Contains('.', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal)) || paths.Exists(paths.Resolve(name));

    private static Finding Of(Match match, ToolOutput output, string name)
    {
        var (line, said) = (Position.Of(match.Groups["line"].Value), match.Groups["text"].Value);
        var (path, message) = line is not null ? output.Paths.Place(name, said)
            : output.Paths.Find(name) is { } file ? (file, said) : (null, $"{name}: {said}");
        return new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = match.Groups["kind"].Value switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Note },
            Message = message,
            Path = path,
            Line = path is null ? null : line,
            Column = path is null || line is null ? null : Position.Of(match.Groups["column"].Value),
        };
    }

    // With the number of the project in front, and the project's name behind, as MSBuild adds them.
    [GeneratedRegex(@"^ *([0-9]+> *)?(?<path>([A-Za-z]:)?[^\s:()""][^:()""]*)\((?<line>[0-9]{1,9})(,(?<column>[0-9]{1,9}))?(,[0-9,]{1,30})?\) ?: (fatal |catastrophic )?(?<kind>error|warning|note|remark)( (?<rule>#?[A-Z]{0,8}[0-9]{1,9}(-[A-Z])?))? ?: (?<text>.*?)( \[[^\]]+proj\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placed();

    [GeneratedRegex(@"^ *([0-9]+> *)?(?<path>([A-Za-z]:)?[^\s:()""][^:()""]*?) : ((fatal|Command[ -]line) )?(?<kind>error|warning) (?<rule>[A-Z]{1,8}[0-9]{1,9}) ?: (?<text>.*?)( \[[^\]]+proj\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
