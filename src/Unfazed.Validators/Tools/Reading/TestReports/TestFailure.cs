using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>A test that failed, or that could not be run.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="IsError">It ended in something other than a failed assertion.</param>
/// <param name="Message">What it says, in a line; empty where it says nothing.</param>
/// <param name="Text">What stands below: source, differences, frames of a stack.</param>
internal sealed partial record TestFailure(string Name, bool IsError, string Message, string Text)
{
    private const int LongestMessage = 2000;

    /// <summary>The file that the report names; empty where it names none.</summary>
    public string File { get; init; } = "";

    /// <summary>The line that the report names.</summary>
    public int? Line { get; init; }

    /// <summary>Where its file lies, as the path of a package that ends in a folder; empty where nobody says it.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The finding: where the report, or a frame of the stack, names a file of the repository.</summary>
    public Finding ToFinding(ToolOutput output)
    {
        var (message, content) = (EscapeSequences.Strip(Message), EscapeSequences.Strip(Text));
        var named = File.Length > 0 ? output.Paths.Find(File) : null;
        var search = new TestFrameSearch(output.Paths, named, Folder);
        var frame = search.First(content) ?? (named is null ? search.First(message) : new TestFrame(named, Line, null));
        var said = IsEmpty(message) && FirstLine(content) is { Length: > 0 } first ? first : message;
        return new Finding
        {
            Tool = output.Tool,
            Rule = IsError ? "test-error" : "test-failed",
            Severity = Severity.Error,
            Message = OutputTail.Shorten(said.Length > 0 ? $"{Name}: {said.Trim()}" : Name, LongestMessage),
            Identity = Name,
            Path = frame?.Path,
            Line = frame?.Line,
            Column = frame?.Column,
        };
    }

    // What go-junit-report says of every test that failed.
    private static bool IsEmpty(string message) => message.Trim() is "" or "Failed" or "failed" or "Failure" or "No test result found";

    // Without what the runner says of the test itself, and without the place.
    private static string FirstLine(string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (!line.IsEmpty && !line.StartsWith("=== ") && !line.StartsWith("--- "))
            {
                return Place().Replace(line.ToString(), "");
            }
        }

        return "";
    }

    [GeneratedRegex(@"^[^\s:]+\.go:[0-9]+(:[0-9]+)?: ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
