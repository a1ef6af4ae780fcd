using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports.GitLab;

/// <summary>
/// Writes a report as GitLab reads code quality: an array of issues, each with a fingerprint of its own. GitLab itself compares two
/// reports, so that known findings are left out; a check that gave no answer is an issue, too.
/// </summary>
internal static class GitLabReport
{
    public static void Write(ValidationReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, JsonReport.WriterOptions))
        {
            var fingerprints = new IssueFingerprints();
            json.WriteStartArray();
            foreach (var problem in PlacedProblem.Of(report))
            {
                WriteIssue(problem, fingerprints.Of(problem), json);
                json.PassOn();
            }

            json.WriteEndArray();
        }

        output.Write("\n"u8);
    }

    private static void WriteIssue(PlacedProblem problem, string fingerprint, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("description", problem.Finding is null ? $"{problem.Check.Name}: {problem.Message}" : problem.Message);
        json.WriteString("check_name", problem.Rule.Length == 0 ? problem.Check.Name : $"{problem.Check.Name}/{problem.Rule}");
        json.WriteString("fingerprint", fingerprint);
        json.WriteString("severity", SeverityOf(problem));
        json.WriteStartObject("location");
        json.WriteString("path", problem.Path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", Math.Max(problem.Line ?? 1, 1));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // info, minor, major, critical, blocker: the upper two are for the tier that blocks.
    private static string SeverityOf(PlacedProblem problem) => (problem.Severity, problem.Check.Tier) switch
    {
        (Severity.Note, _) => "info",
        (Severity.Error, ValidationTier.Blocker) => "blocker",
        (Severity.Warning, ValidationTier.Blocker) => "critical",
        (Severity.Error, _) => "major",
        _ => "minor",
    };
}
