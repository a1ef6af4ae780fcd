using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Baselines;
using Unfazed.Core.Json;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary>What <c>unfazed baseline</c> did or shows, for programs.</summary>
internal static class BaselineJson
{
    public static void Write(Utf8JsonWriter json, BaselineChange change, ImmutableArray<string> unverified, string run)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("file", Baseline.FileName);
        json.WriteString("run", run);
        json.WriteNumber("known", change.Result.Total);
        Write(json, "added", change.Added);
        Write(json, "removed", change.Removed);
        Write(json, "refused", change.Refused);
        json.WriteNumber("not_verified", change.Unseen);
        json.WriteTexts("unverified_checks", unverified);
    }

    public static void WriteEntries(Utf8JsonWriter json, ImmutableArray<BaselineEntry> entries)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("file", Baseline.FileName);
        json.WriteNumber("known", entries.Sum(static entry => (long)entry.Count));
        Write(json, "findings", entries);
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<BaselineEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("fingerprint", entry.Fingerprint);
            json.WriteNumber("count", entry.Count);
            json.WriteString("check", entry.Check);
            json.WriteString("tool", entry.Tool);
            json.WriteString("rule", entry.Rule);
            json.WriteString("path", entry.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
