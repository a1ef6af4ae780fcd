using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>A test that failed, or that could not be run.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="IsError">It ended in something other than a failed assertion.</param>
/// <param name="Message">What it says, in a line; empty where it says nothing.</param>
/// <param name="Text">What stands below: source, differences, frames of a stack.</param>
internal sealed record TestFailure(string Name, bool IsError, string Message, string Text)
{
    private const int LongestMessage = 2000;

    /// <summary>The file that the report names; empty where it names none.</summary>
    public string File { get; init; } = "";

    /// <summary>The line that the report names.</summary>
    public int? Line { get; init; }

    /// <summary>The finding: where the report, or a frame of the stack, names a file of the repository.</summary>
    public Finding ToFinding(ToolOutput output)
    {
        var (message, content) = (EscapeSequences.Strip(Message), EscapeSequences.Strip(Text));
        var named = output.Paths.Resolve(File) is { } path && output.Paths.Exists(path) ? path : null;
        var frame = TestFrame.First(content, output.Paths, named) ?? (named is null ? null : new TestFrame(named, Line, null));
        var said = message.Length > 0 ? message : content.AsSpan().TrimStart() is var text && text.IndexOfAny('\r', '\n') is var end and >= 0 ? text[..end].ToString() : content.Trim();
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
}
