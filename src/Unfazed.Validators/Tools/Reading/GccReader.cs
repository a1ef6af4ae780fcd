using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Lines as GCC prints them, <c>path:line:column: error: text [rule]</c>, the column and the rule optional, on either stream; other lines
/// are passed over (GNU Coding Standards, Formatting Error Messages). Lines and columns count from 1.
/// </summary>
internal sealed partial class GccReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        Collect(output.ErrorText, output, findings);
        Collect(output.Text, output, findings);
        return new OutputReading
        {
            Findings = findings.ToImmutable(),
            Flaw = output.Outcome.StandardError.IsWhole ? null : "standard error could not be read to the end",
            ToolError = OutputTail.LastLine(output.ErrorText),
        };
    }

    private static void Collect(string text, ToolOutput output, ImmutableArray<Finding>.Builder findings)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Contains(": ", StringComparison.Ordinal) && Record().Match(line.ToString()) is { Success: true } match)
            {
                findings.Add(Finding(match, output));
            }
        }
    }

    private static Finding Finding(Match match, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(match.Groups["path"].Value, match.Groups["text"].Value);
        var line = Position.Of(match.Groups["line"].Value);
        return new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = match.Groups["severity"].Value switch { "error" or "fatal error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Note },
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : Position.Of(match.Groups["column"].Value),
        };
    }

    [GeneratedRegex(@"^(?<path>[^\s:][^:]*?):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?: (?<severity>fatal error|error|warning|note|info|style): (?<text>.*?)( +\[(?<rule>[^\]\s]{1,120})\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();
}
