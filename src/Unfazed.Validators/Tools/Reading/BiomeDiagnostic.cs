using System.Text;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// A diagnostic of Biome's JSON reporter. Since 2.2 it has a message and lines; before, its message is a list of pieces and its place a range of
/// bytes in the source that comes with it.
/// </summary>
internal static class BiomeDiagnostic
{
    /// <summary>The finding that a diagnostic is.</summary>
    public static Finding Read(JsonElement record, ToolOutput output)
    {
        var location = record.Get("location");
        var (path, message) = output.Paths.Place(location.Text("path") ?? location.Get("path").Text("file") ?? "", Message(record));
        var rule = record.Text("category") ?? "";
        var (start, end) = Span(location) ?? (Place(location.Get("start")), Place(location.Get("end")));
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = SeverityWords.Of(record.Text("severity")),
            Message = rule == "format" && start.Line is null && message.StartsWith("Formatter would", StringComparison.Ordinal) ? "not formatted as biome has it" : message,
            Path = path,
            Line = start.Line,
            Column = start.Line is null ? null : start.Column,
            EndLine = start.Line is null ? null : end.Line,
            EndColumn = start.Line is null ? null : end.Column,
            Url = Documentation(rule),
        };
    }

    private static string Message(JsonElement record) =>
        record.Text("message")
        ?? (string.Concat(record.Items("message").Select(static piece => piece.Text("content"))) is { Length: > 0 } pieces ? pieces : record.Text("description") ?? "");

    // Lines and columns count from 1, the end is exclusive; 0 stands for the whole file.
    private static TextPlace Place(JsonElement at) => new(at.Number("line", 1), at.Number("column", 1));

    private static (TextPlace Start, TextPlace End)? Span(JsonElement location)
    {
        var offsets = location.Items("span").Select(static offset => offset.TryGetInt32(out var value) ? value : -1).ToList();
        if (offsets is not [>= 0, >= 0] || location.Text("sourceCode") is not { Length: > 0 } source)
        {
            return null;
        }

        var text = Encoding.UTF8.GetBytes(source);
        return offsets[0] <= offsets[1] && offsets[1] <= text.Length ? (At(offsets[0]), At(offsets[1])) : null;

        TextPlace At(int offset)
        {
            var (line, column) = TextColumn.At(text, offset);
            return new TextPlace(line, column);
        }
    }

    // lint/style/useConst: https://biomejs.dev/linter/rules/use-const
    private static string? Documentation(string rule)
    {
        var name = rule[(rule.LastIndexOf('/') + 1)..];
        return rule.StartsWith("lint/", StringComparison.Ordinal) && name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
            ? "https://biomejs.dev/linter/rules/" + string.Concat(name.Select(static letter => char.IsAsciiLetterUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()))
            : null;
    }
}
