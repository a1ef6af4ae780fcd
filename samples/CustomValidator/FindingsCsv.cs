using System.Globalization;
using Unfazed.Core;

namespace CustomValidator;

/// <summary>Writes the findings of a report as comma-separated values (RFC 4180), for a spreadsheet.</summary>
internal static class FindingsCsv
{
    public static void Write(ValidationReport report, TextWriter output)
    {
        output.Write("dimension,tier,tool,rule,severity,path,line,message\r\n");
        foreach (var result in report.Results)
        {
            foreach (var finding in result.Findings.Where(finding => finding.State == FindingState.New))
            {
                string[] cells =
                [
                    result.Dimension.Name, result.Tier.WireName(), finding.Tool, finding.Rule, finding.Severity.WireName(),
                    finding.Path ?? "", finding.Line?.ToString(CultureInfo.InvariantCulture) ?? "", finding.Message,
                ];
                output.Write(string.Join(',', cells.Select(Cell)) + "\r\n");
            }
        }
    }

    // What tools and file names say is not ours: a spreadsheet must not take it for a formula.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
