using System.Collections.Immutable;
using System.Text.Json;

namespace Unfazed.Core.Json;

/// <summary>The object of <c>findings[]</c>: the same in reports and, with what only we need, in journals and the cache.</summary>
internal static class FindingJson
{
    public static void WriteFindings(this Utf8JsonWriter json, ImmutableArray<Finding> findings) => json.WriteFindings("findings", findings);

    public static void WriteFindings(this Utf8JsonWriter json, string name, ImmutableArray<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            Write(finding, json);
            json.WriteEndObject();
            json.PassOn();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes findings as they are kept: with what their fingerprints are computed from.</summary>
    public static void WriteStoredFindings(this Utf8JsonWriter json, ImmutableArray<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            Write(finding, json);
            if (finding.Identity is { } identity)
            {
                json.WriteString("identity", identity);
            }

            if (finding.Occurrences > 1)
            {
                json.WriteNumber("occurrences", finding.Occurrences);
            }

            json.WriteEndObject();
            json.PassOn();
        }

        json.WriteEndArray();
    }

    /// <summary>The findings of an object; one without a tool or a known severity is left out.</summary>
    public static ImmutableArray<Finding> Findings(this JsonElement element) =>
        [.. element.Items("findings").Select(Read).OfType<Finding>()];

    private static void Write(Finding finding, Utf8JsonWriter json)
    {
        json.WriteString("tool", finding.Tool);
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", finding.Severity.WireName());
        json.WriteString("path", finding.Path);
        json.WriteNumberOrNull("line", finding.Line);
        json.WriteNumberOrNull("column", finding.Column);
        json.WriteNumberOrNull("end_line", finding.EndLine);
        json.WriteNumberOrNull("end_column", finding.EndColumn);
        json.WriteString("message", finding.Message);
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteString("state", finding.State.WireName());
        json.WriteString("url", finding.Url);
    }

    private static Finding? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || element.Text("tool") is not { } tool
            || element.Value<Severity>("severity", WireNames.WireName) is not { } severity)
        {
            return null;
        }

        return new Finding
        {
            Tool = tool,
            Rule = element.Text("rule") ?? "",
            Severity = severity,
            Path = element.Text("path"),
            Line = element.Number("line"),
            Column = element.Number("column"),
            EndLine = element.Number("end_line"),
            EndColumn = element.Number("end_column"),
            Message = element.Text("message") ?? "",
            Fingerprint = element.Text("fingerprint") ?? "",
            State = element.Value<FindingState>("state", WireNames.WireName) ?? FindingState.New,
            Url = element.Text("url"),
            Identity = element.Text("identity"),
            Occurrences = Math.Max(element.Number("occurrences") ?? 1, 1),
        };
    }
}
