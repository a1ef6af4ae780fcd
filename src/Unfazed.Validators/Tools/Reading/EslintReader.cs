using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>ESLint's <c>json</c>: an array of files with their messages. Lines and columns count from 1, the end column is exclusive.</summary>
internal sealed class EslintReader : IOutputReader
{
    private const string ParseError = "parse-error";

    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        using var stream = output.Outcome.StandardOutput.Open();
        return Read(stream, output);
    }

    /// <summary>Reads a report as far as it goes.</summary>
    /// <param name="stream">The report.</param>
    /// <param name="output">What was printed beside it.</param>
    public static OutputReading Read(Stream stream, ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? flaw = null;
        var files = 0;
        try
        {
            var report = new JsonArrayStream(stream);
            while (report.Next() is { } document)
            {
                using (document)
                {
                    files++;
                    findings.AddRange(document.RootElement.Items("messages").Select(message => Finding(document.RootElement, message, output)));
                }
            }
        }
        catch (JsonException problem)
        {
            flaw = $"no JSON report: {JsonFlaw.At(problem)}";
        }

        return new OutputReading
        {
            Extent = flaw is null ? Extent.Whole : Extent.Unread,
            Findings = findings.ToImmutable(),
            UnreadableFiles = [.. findings.Where(static finding => finding.Rule == ParseError).Select(static finding => $"{finding.Path}: {finding.Message}")],
            Files = flaw is null ? files : null,
            Flaw = flaw,
            ToolError = EslintComplaint.In(output.ErrorExcerpt),
        };
    }

    private static Finding Finding(JsonElement file, JsonElement message, ToolOutput output)
    {
        var (path, text) = output.Paths.Place(file.Text("filePath") ?? "", message.Text("message") ?? "");
        var rule = message.Get("fatal").ValueKind == JsonValueKind.True ? ParseError : message.Text("ruleId") ?? "";
        var line = message.Number("line", 1);
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = message.Number("severity", 0) == 1 ? Severity.Warning : Severity.Error,
            Message = text,
            Path = path,
            Line = line,
            Column = line is null ? null : message.Number("column", 1),
            EndLine = line is null ? null : message.Number("endLine", 1),
            EndColumn = line is null ? null : message.Number("endColumn", 1),
            Url = IsCoreRule(rule) ? $"https://eslint.org/docs/latest/rules/{rule}" : null,
        };
    }

    // A plug-in's rule has a slash.
    private static bool IsCoreRule(string rule) => rule.Length > 0 && rule != ParseError && rule.AsSpan().IndexOfAnyExcept(RuleCharacters) < 0;
}
