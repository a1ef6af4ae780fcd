using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading.Sarif;

/// <summary>Where the results of a run are: its artifacts and the bases of its URIs (§3.4, §3.14.14).</summary>
internal sealed class SarifLocations(JsonElement run, FindingPaths paths)
{
    private const int MostBases = 8;

    private readonly List<JsonElement> _artifacts = [.. run.Items("artifacts")];

    /// <summary>The first physical location of a result.</summary>
    public SarifPlace First(JsonElement result)
    {
        var physical = result.Items("locations").FirstOrDefault().Get("physicalLocation");
        var artifact = physical.Get("artifactLocation");
        if (artifact.Text("uri") is null && artifact.Number("index", 0) is { } index && index < _artifacts.Count)
        {
            artifact = _artifacts[index].Get("location");
        }

        var region = physical.Get("region");
        var line = region.Number("startLine", 1);
        var endColumn = region.Number("endColumn", 1);
        var raw = artifact.Text("uri");
        var path = raw is null ? null : Path(artifact, raw);
        return new SarifPlace
        {
            Path = path,
            Outside = path is null ? raw : null,
            Line = line,
            Column = region.Number("startColumn", 1),
            EndLine = region.Number("endLine", 1) ?? (endColumn is null ? null : line),
            EndColumn = endColumn,
        };
    }

    private string? Path(JsonElement artifact, string uri)
    {
        var full = uri;
        var baseId = artifact.Text("uriBaseId");
        for (var depth = 0; baseId is not null && depth < MostBases && !IsAbsolute(full); depth++)
        {
            var known = run.Get("originalUriBaseIds").Get(baseId);
            full = (known.Text("uri") ?? "") + full;
            baseId = known.Text("uriBaseId");
        }

        if (IsAbsolute(full))
        {
            return full.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? paths.Resolve(full) : null;
        }

        // Relative to a base that the document does not know: where the tool ran, or the root.
        var relative = Uri.UnescapeDataString(full);
        var here = paths.Resolve(relative);
        return paths.Exists(here) ? here : FromRoot(relative) ?? here;
    }

    private string? FromRoot(string relative) =>
        (paths with { Directory = paths.Root }).Resolve(relative) is { } path && paths.Exists(path) ? path : null;

    private static bool IsAbsolute(string uri) => uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || uri.Contains("://", StringComparison.Ordinal);
}

/// <summary>A place in the source, as far as it is known.</summary>
internal sealed record SarifPlace
{
    /// <summary>Relative to the root; null for what lies outside.</summary>
    public string? Path { get; init; }

    /// <summary>The URI of what lies outside the root; null otherwise.</summary>
    public string? Outside { get; init; }

    /// <summary>First line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>First column, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>Last line, inclusive.</summary>
    public int? EndLine { get; init; }

    /// <summary>Column after the last character.</summary>
    public int? EndColumn { get; init; }
}
