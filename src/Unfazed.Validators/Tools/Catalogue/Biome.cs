using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Biome as a linter of JavaScript, TypeScript, JSON and CSS (1.9 and later).</summary>
internal static class Biome
{
    private static readonly ImmutableArray<string> Names = ["biome.json", "biome.jsonc", ".biome.json", ".biome.jsonc"];

    /// <summary>Where either of its checks looks for its settings.</summary>
    public static ImmutableArray<Evidence> Configurations { get; } = [.. Names.Select(static name => new FileEvidence(name))];

    /// <summary>Its name in a manifest.</summary>
    public static Evidence Manifest { get; } = new NodePackageEvidence("@biomejs/biome") { Configurations = Names };

    /// <summary>The files that it knows.</summary>
    public static FileKind Files { get; } = new()
    {
        Noun = "JavaScript, TypeScript, JSON or CSS file",
        Suffixes = [.. Languages.EcmaScript.Suffixes, ".json", ".jsonc", ".css", ".graphql", ".html"],
    };

    /// <summary>Reads what any of its commands reports.</summary>
    public static IOutputReader Reader { get; } = new JsonRecords(Findings) { StopsReading = StopsReading, Failure = NotPrinted, ErrorTextFailure = Internal, Files = Inspected };

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "biome",
        TestedVersion = "2.6.8",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "JavaScript",
        Files = Files,
        SuggestedFor = Languages.JavaScript,
        Evidence = [.. Configurations, Manifest],
        LookUp = new LookUp { Program = "biome", Environment = ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,
        Arguments = static site => ["check", "--formatter-enabled=false", .. Report(site)],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Linter,
        Reader = Reader,

        // Some of its rules look at what is imported.
        Caching = new ToolCaching { Grain = CacheGrain.Workspace, Configuration = ["biome.json", "biome.jsonc", ".editorconfig"], Variables = ["BIOME_*"] },

        Package = new Package { Npm = "@biomejs/biome" },
        Cores = 2,
        Fix = new ToolFix(FixKind.Linter, static site => ["check", "--write", "--formatter-enabled=false", .. Report(site)]),
        FixSuggestion = "npx biome check --write",
    };

    /// <summary>All that is found, as one document; what its configuration leaves out is left out of a narrowed run too.</summary>
    public static ImmutableArray<string> Report(ToolSite site) =>
        ["--reporter=json", "--max-diagnostics=none", "--no-errors-on-unmatched", "--colors=off", site.Narrowed ? "{files}" : "."];

    private static bool StopsReading(Finding finding) =>
        finding.Rule.StartsWith("parse", StringComparison.Ordinal) || finding.Rule.StartsWith("fs/", StringComparison.Ordinal) ||
        finding.Rule.StartsWith("internalError/", StringComparison.Ordinal) || finding.Message.StartsWith("Code formatting aborted", StringComparison.Ordinal);

    private static int? Inspected(JsonElement root) => root.Get("summary") is { } summary && summary.Number("unchanged", 0) is { } unchanged
        ? unchanged + (summary.Number("changed", 0) ?? 0)
        : null;

    private static string? NotPrinted(JsonElement root) =>
        root.Get("summary").Number("diagnosticsNotPrinted", 1) is { } count ? FormattableString.Invariant($"it kept {count} diagnostics to itself") : null;

    // A configuration that it does not understand: the report is then about nothing.
    private static string? Internal(string errorText) => errorText.Split('\n').FirstOrDefault(static line =>
        line.Contains("errors in the configuration", StringComparison.Ordinal) || line.Contains("couldn't load the configuration", StringComparison.OrdinalIgnoreCase))?.Trim(' ', '×');

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.Get("diagnostics").ValueKind == JsonValueKind.Array ? root.Items("diagnostics").Select(record => BiomeDiagnostic.Read(record, output)) : null;
}
