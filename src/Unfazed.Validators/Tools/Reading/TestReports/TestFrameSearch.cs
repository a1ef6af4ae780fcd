using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>Searches the text of a failure for a place in a file of the repository: a frame of a stack first, else any <c>path:line</c>.</summary>
/// <param name="paths">Resolves names.</param>
/// <param name="wanted">The only file to look for; null for any that is not somebody else's package.</param>
/// <param name="folder">The package in which names stand, such as <c>example.org/m/p</c>; empty for none.</param>
internal sealed partial class TestFrameSearch(FindingPaths paths, string? wanted, string folder = "")
{
    private const int MaxLines = 400;
    private const int LongestLine = 1000;

    private static readonly string[] Foreign = ["node_modules/", "site-packages/", ".venv/", "venv/"];

    /// <summary>The first place; null when there is none.</summary>
    public TestFrame? First(string text)
    {
        var lines = text.Split('\n').Take(MaxLines).Where(static line => line.Length is > 0 and < LongestLine).ToList();
        return lines.Select(InFrame).FirstOrDefault(static frame => frame is not null)
            ?? lines.Where(static line => !Frame().IsMatch(line)).Select(Anywhere).FirstOrDefault(static frame => frame is not null);
    }

    private TestFrame? InFrame(string line)
    {
        if (Frame().Match(line) is not { Success: true } match)
        {
            return null;
        }

        return match.Groups["method"].Success ? InClass(match) : Made(match);
    }

    private TestFrame? Anywhere(string line) => Token().Matches(line).Select(Made).FirstOrDefault(static frame => frame is not null);

    // "ex.ATest$Inner.two(ATest.java:10)" stands in ex/ATest.java.
    private TestFrame? InClass(Match match)
    {
        var method = match.Groups["method"].Value;
        var type = method[..method.LastIndexOf('.')].Split('$')[0].Split('.');
        return Find(string.Join('/', type[..^1].Append(match.Groups["file"].Value))) is { } path ? new TestFrame(path, Position.Of(match.Groups["line"].Value), null) : null;
    }

    private TestFrame? Made(Match match) => Find(match.Groups["path"].Value.Trim()) is { } path
        ? new TestFrame(path, Position.Of(match.Groups["line"].Value), Position.Of(match.Groups["column"].Value))
        : null;

    private string? Find(string raw)
    {
        var path = InFolder(raw) ?? paths.Find(raw);
        return path is not null && (wanted is not null ? path == wanted : !Array.Exists(Foreign, other => path.Contains(other, StringComparison.Ordinal))) ? path : null;
    }

    // A package begins with the name of its module, which is in no path.
    private string? InFolder(string raw)
    {
        if (folder.Length == 0 || raw.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        for (var rest = folder; ; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if (paths.Resolve($"{rest}/{raw}") is { } path && paths.Exists(path))
            {
                return path;
            }

            if (!rest.Contains('/', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

    // pytest "a.py:3: AssertionError", Go "    a_test.go:3: text", Python 'File "a.py", line 3', .NET "in /a.cs:line 3", JavaScript "(a.js:3:4)", "at a.js:3:4", "❯ a.js:3:4",
    // Go's stack "/m/a_test.go:3 +0x1d",
    // Java "at ex.ATest.two(ATest.java:10)", Rust "panicked at src/lib.rs:3:5:", Gradle "at ATest.java:10".
    [GeneratedRegex("""^(\s*(?<path>[^\s:"'()❯][^:"'()]*):(?<line>[0-9]{1,9}):|.*File "(?<path>[^"]+)", line (?<line>[0-9]{1,9})|.* in (?<path>.+):line (?<line>[0-9]{1,9})\s*$|.*panicked at ('.*', )?(?<path>[^ ':][^':]*):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}):?\s*$|\s*at ([^ ()]*/)?(?<method>[A-Za-z_$][\w$]*(\.[\w$<>]+)+)\((?<file>[\w$]+\.(java|kt|groovy|scala)):(?<line>[0-9]{1,9})\)|\s*(?<path>/[^:]+\.go):(?<line>[0-9]{1,9})( \+0x[0-9a-f]+)?\s*$|.*\((?<path>[^()]+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9})\)|.*(at|❯) (?<path>[^()]+?):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?\s*$)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();

    [GeneratedRegex(@"(?<path>[\w./\\@+~-]+\.[A-Za-z0-9]{1,10}):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
