using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Validators.Tools.Catalogue;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Cargo's JSON messages, one a line (https://doc.rust-lang.org/cargo/reference/external-tools.html). Lines and columns count from 1, the end
/// is exclusive. A message that several targets of a package give is one finding.
/// </summary>
internal sealed class ClippyReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? flaw = null;
        foreach (var line in output.Lines)
        {
            if (line is not ['{', ..])
            {
                continue;
            }

            using var document = JsonOutput.Parse(Encoding.UTF8.GetBytes(line), out var broken);
            flaw ??= broken;
            var root = document?.RootElement ?? default;
            if (root.Text("reason") == "compiler-message" && Finding(root.Get("message"), output) is { } finding)
            {
                findings.Add(finding);
            }
        }

        var error = output.ErrorLines.FirstOrDefault(static line => line.StartsWith("error", StringComparison.Ordinal));
        return new OutputReading
        {
            Findings = [.. findings.Distinct()],
            UnreadableFiles = [.. findings.Where(static finding => finding.Rule == Clippy.Syntax).Select(static finding => $"{finding.Path}: {finding.Message}").Distinct(StringComparer.Ordinal)],
            Flaw = flaw,
            Failure = findings.Count == 0 && output.Outcome.ExitCode is not 0 && error is not null ? OutputTail.Shorten(error.Trim(), 400) : null,
            ToolError = error is null ? OutputTail.LastLine(output.ErrorExcerpt) : OutputTail.Shorten(error.Trim(), 400),
        };
    }

    // What has no place is a count of what was said before.
    private static Finding? Finding(JsonElement message, ToolOutput output)
    {
        var span = message.Items("spans").FirstOrDefault(static span => span.Get("is_primary").ValueKind == JsonValueKind.True);
        if (span.Text("file_name") is not { } raw)
        {
            return null;
        }

        var code = message.Get("code").Text("code");
        var severity = SeverityWords.Of(message.Text("level"));
        var (path, text) = output.Paths.Place(raw, message.Text("message") ?? "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = code ?? (severity == Severity.Error ? Clippy.Syntax : ""),
            Severity = severity,
            Message = text,
            Path = path,
            Line = span.Number("line_start", 1),
            Column = span.Number("column_start", 1),
            EndLine = span.Number("line_end", 1),
            EndColumn = span.Number("column_end", 1),
            Url = code is not null && code.StartsWith("clippy::", StringComparison.Ordinal) && code.AsSpan(8).IndexOfAnyExceptInRange('_', 'z') < 0
                ? $"https://rust-lang.github.io/rust-clippy/stable/index.html#{code[8..]}" : null,
        };
    }
}
