using System.Text;
using System.Text.Json;
using Unfazed.Core.Json;
using Unfazed.Core.Reports;
using Unfazed.Validators.Fixing;

namespace Unfazed.Cli.Commands;

/// <summary>What <c>fix</c> did, for programs.</summary>
internal static class FixJson
{
    public static void Write(Utf8JsonWriter json, string root, FixReport report, bool isDryRun)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("root", root);
        json.WriteBoolean("dry_run", isDryRun);
        json.WriteStartArray("files");
        foreach (var file in report.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteTexts("by", file.By);
            json.WriteString("index", file.Staging switch
            {
                Staging.Again => isDryRun ? "would_be_staged" : "staged",
                Staging.Partial => "kept",
                Staging.Failed => "not_staged",
                _ => null,
            });
            json.WriteString("diff", isDryRun ? Encoding.UTF8.GetString(UnifiedDiff.Of(file.Path, file.Before, file.After)) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("left_alone");
        foreach (var kept in report.Kept)
        {
            json.WriteStartObject();
            json.WriteString("path", kept.Path);
            json.WriteString("reason", kept.Reason switch
            {
                KeptReason.Fixture => "fixture",
                KeptReason.Snapshot => "snapshot",
                KeptReason.Patch => "patch",
                KeptReason.Mail => "mail",
                KeptReason.Content => "content",
                _ => "encoding",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("subject", problem.Subject);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
