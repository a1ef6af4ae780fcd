using System.Text.Json;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.Sarif;

/// <summary>One run of a SARIF document: what its results refer to.</summary>
internal sealed class SarifRun(JsonElement run, string tool, FindingPaths paths)
{
    private readonly SarifRules _rules = new(run.Get("tool"));
    private readonly SarifLocations _locations = new(run, paths);

    /// <summary>A result as a finding; null for one that speaks of no problem, or of one that is no longer there.</summary>
    public Finding? Finding(JsonElement result)
    {
        var kind = result.Text("kind");
        if (result.ValueKind != JsonValueKind.Object || kind is "pass" or "notApplicable" or "informational" || result.Text("baselineState") == "absent")
        {
            return null;
        }

        var rule = _rules.Of(result);
        var place = _locations.First(result);
        var message = SarifMessage.Of(result.Get("message"), rule.Descriptor);
        return new Finding
        {
            Tool = tool,
            Rule = rule.Id,
            Severity = SeverityOf(result.Text("level") ?? (kind is null or "fail" ? rule.DefaultLevel : "none")),
            Message = place.Outside is { } outside ? $"{outside}: {message}" : message,
            Path = place.Path,
            Line = place.Line,
            Column = place.Column,
            EndLine = place.EndLine,
            EndColumn = place.EndColumn,
            State = IsSuppressed(result) ? FindingState.Ignored : FindingState.New,
            Url = WebAddress.Of(rule.Descriptor.Text("helpUri")),
        };
    }

    /// <summary>What a notification of an error says that was not analysed, with its file where it names one.</summary>
    public string Unread(JsonElement notification)
    {
        var place = _locations.First(notification);
        var said = OutputTail.Shorten(notification.Get("message").Text("text") ?? "it does not say why", 400);
        return $"{place.Path ?? place.Outside ?? "a file"}: {said}";
    }

    private static Severity SeverityOf(string? level) => level switch { "error" => Severity.Error, "note" or "none" => Severity.Note, _ => Severity.Warning };

    // §3.27.23: suppressed when there are suppressions and none of them is under review or rejected.
    private static bool IsSuppressed(JsonElement result)
    {
        var all = result.Items("suppressions").ToList();
        return all.Count > 0 && all.TrueForAll(static suppression => suppression.Text("status") is null or "accepted");
    }
}
