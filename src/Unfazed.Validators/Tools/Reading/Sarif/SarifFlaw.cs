using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading.Sarif;

/// <summary>Finds what keeps a document from saying "nothing was found" (§3.14.23: <c>results</c> is absent, or null, where none were computed).</summary>
internal static class SarifFlaw
{
    /// <summary>Returns why the document cannot be taken for an answer; null when it can.</summary>
    public static string? Of(JsonElement root)
    {
        if (root.Get("runs") is not { ValueKind: JsonValueKind.Array } runs)
        {
            return "the JSON document is no SARIF: it has no \"runs\"";
        }

        if (root.Text("version") is { } version && !version.StartsWith("2.", StringComparison.Ordinal))
        {
            return $"it is SARIF {OutputTail.Shorten(version, 20)}, and only 2.1.0 is read (for a compiler of .NET: ErrorLog=FILE,version=2.1)";
        }

        return runs.GetArrayLength() == 0
            ? "the SARIF document has no run in \"runs\": nothing says that anything was analysed"
            : runs.EnumerateArray().Select(OfRun).FirstOrDefault(static flaw => flaw is not null);
    }

    private static string? OfRun(JsonElement run)
    {
        var isElsewhere = run.Items("results").Any() is false && run.Get("externalPropertyFileReferences").Get("results").ValueKind == JsonValueKind.Array;
        return isElsewhere ? "the SARIF document keeps its results in other files (externalPropertyFileReferences)"
            : run.Get("results").ValueKind switch
            {
                JsonValueKind.Array => null,
                JsonValueKind.Null => "the SARIF document says \"results\": null: they were not computed",
                _ => "a run of the SARIF document has no \"results\": where nothing was found it needs an empty list",
            };
    }
}
