using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// ShellCheck's <c>json1</c>. Lines and columns count from 1, a tab is one column, the end is exclusive. What it could not open stands on
/// standard error.
/// </summary>
internal sealed class ShellCheckReader : IOutputReader
{
    private const string Unreadable = ": openBinaryFile: ";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        using var document = JsonOutput.Parse(output.Outcome.StandardOutput, out var flaw);
        var root = document?.RootElement ?? default;
        if (flaw is null && root.Get("comments").ValueKind != JsonValueKind.Array)
        {
            flaw = "the JSON document has no \"comments\"";
        }

        ImmutableArray<Finding> findings = [.. root.Items("comments").Select(comment => Finding(comment, output))];
        return new OutputReading
        {
            Extent = flaw is null ? Extent.Whole : Extent.Unread,
            Findings = findings,
            UnreadableFiles = [.. Unopened(output), .. findings.Where(StopsReading).Select(static finding => $"{finding.Path}: {finding.Message}")],
            Flaw = flaw,
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    // SC1071: a shell that it does not know. SC1072: the last of the messages about what it could not parse.
    private static bool StopsReading(Finding finding) => finding.Rule is "SC1071" or "SC1072";

    // "a.sh: a.sh: openBinaryFile: does not exist (No such file or directory)"
    private static IEnumerable<string> Unopened(ToolOutput output)
    {
        foreach (var line in output.ErrorLines)
        {
            if (line.IndexOf(Unreadable, StringComparison.Ordinal) is var end and > 0)
            {
                var raw = line[..end][(line[..end].LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
                yield return $"{output.Paths.Resolve(raw) ?? raw}: {line[(end + Unreadable.Length)..].TrimEnd()}";
            }
        }
    }

    private static Finding Finding(JsonElement comment, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(comment.Text("file") ?? "", comment.Text("message") ?? "");
        var rule = comment.Number("code", 0) is { } code ? string.Create(CultureInfo.InvariantCulture, $"SC{code}") : "";
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = comment.Text("level") switch { "error" => Severity.Error, "info" or "style" => Severity.Note, _ => Severity.Warning },
            Message = message,
            Path = path,
            Line = comment.Number("line", 1),
            Column = comment.Number("column", 1),
            EndLine = comment.Number("endLine", 1),
            EndColumn = comment.Number("endColumn", 1),
            Url = rule.Length == 0 ? null : $"https://www.shellcheck.net/wiki/{rule}",
        };
    }
}
