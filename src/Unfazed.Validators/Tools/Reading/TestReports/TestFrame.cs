using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>A place in a stack, as test runners print it.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal sealed partial record TestFrame(string Path, int? Line, int? Column)
{
    private const int MostLines = 400;
    private const int LongestLine = 1000;

    private static readonly string[] Foreign = ["node_modules/", "site-packages/", ".venv/", "venv/"];

    /// <summary>The first frame in a file of the repository; null when there is none.</summary>
    /// <param name="text">The text of a failure.</param>
    /// <param name="paths">Resolves names.</param>
    /// <param name="wanted">The only file to look for; null for any that is not somebody else's package.</param>
    public static TestFrame? First(string text, FindingPaths paths, string? wanted)
    {
        var left = MostLines;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (left-- == 0)
            {
                break;
            }

            if (line.Length is > 0 and < LongestLine && Frame().Match(line.ToString()) is { Success: true } match &&
                paths.Resolve(match.Groups["path"].Value.Trim()) is { } path && IsWanted(path, paths, wanted))
            {
                return new TestFrame(path, Position.Of(match.Groups["line"].Value), Position.Of(match.Groups["column"].Value));
            }
        }

        return null;
    }

    private static bool IsWanted(string path, FindingPaths paths, string? wanted) =>
        wanted is not null ? path == wanted : !Array.Exists(Foreign, folder => path.Contains(folder, StringComparison.Ordinal)) && paths.Exists(path);

    // pytest "a.py:3: AssertionError", Python 'File "a.py", line 3', .NET "in /a.cs:line 3", JavaScript "(a.js:3:4)", "at a.js:3:4", "❯ a.js:3:4".
    [GeneratedRegex("""^((?<path>[^\s:"'()][^:"'()]*):(?<line>[0-9]{1,9}):|.*File "(?<path>[^"]+)", line (?<line>[0-9]{1,9})|.* in (?<path>.+):line (?<line>[0-9]{1,9})\s*$|.*\((?<path>[^()]+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9})\)|.*(at|❯) (?<path>[^()]+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9})\s*$)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();
}
