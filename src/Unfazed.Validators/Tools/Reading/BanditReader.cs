using System.Text.Json;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// bandit's JSON. Lines count from 1; columns, which 1.7.3 and later give, from 0, the end exclusive. A file that does not parse stands
/// under <c>errors</c>, and the exit code is 0.
/// </summary>
internal sealed class BanditReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        using var document = JsonOutput.Parse(output.Outcome.StandardOutput, out var flaw);
        var root = document?.RootElement ?? default;
        if (flaw is null && root.Get("results").ValueKind != JsonValueKind.Array)
        {
            flaw = "the JSON document has no \"results\"";
        }

        return new OutputReading
        {
            Extent = flaw is null ? Extent.Whole : Extent.Unread,
            Findings = [.. root.Items("results").Select(result => Finding(result, output))],
            UnreadableFiles = [.. root.Items("errors").Select(error => Unread(error, output.Paths))],
            Files = Files(root),
            Flaw = flaw,
            Failure = PythonTraceback.In(output.ErrorExcerpt),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    // Under "metrics" stands each file that it parsed, and their sum, "_totals".
    private static int? Files(JsonElement root) => root.Get("metrics") is { ValueKind: JsonValueKind.Object } metrics
        ? metrics.EnumerateObject().Count(static file => file.Name != "_totals")
        : null;

    private static string Unread(JsonElement error, FindingPaths paths)
    {
        var raw = error.Text("filename") ?? "a file";
        return $"{paths.Resolve(raw) ?? raw}: {error.Text("reason") ?? "it does not say why"}";
    }

    // LOW is what bandit says of every assert and every import of subprocess: worth knowing, no reason to stop.
    private static Severity SeverityOf(string? severity) => severity switch { "HIGH" => Severity.Error, "LOW" => Severity.Note, _ => Severity.Warning };

    private static Finding Finding(JsonElement result, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(result.Text("filename") ?? "", result.Text("issue_text") ?? "");
        var line = result.Number("line_number", 1);
        var column = result.NumberFromZero("col_offset");
        var last = result.Items("line_range").LastOrDefault();
        var endLine = last.ValueKind == JsonValueKind.Number && last.TryGetInt32(out var value) && value >= line ? value : (int?)null;
        return new Finding
        {
            Tool = output.Tool,
            Rule = result.Text("test_id") ?? "",
            Severity = SeverityOf(result.Text("issue_severity")),
            Message = message,
            Path = path,
            Line = line,
            Column = column,
            EndLine = endLine,
            EndColumn = column is null || endLine is null ? null : result.NumberFromZero("end_col_offset"),
            Url = WebAddress.Of(result.Text("more_info")),
        };
    }
}
