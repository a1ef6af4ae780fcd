using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>golangci-lint, many linters of Go in one (1.50 and later, 2.x).</summary>
internal static class GolangciLint
{
    private static readonly ImmutableArray<string> Names = [".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "golangci-lint",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Go",
        Files = Languages.Go,
        Evidence = [.. Names.Select(static name => new FileEvidence(name))],
        LookUp = new LookUp { Program = "golangci-lint", Environment = ProjectEnvironment.Binstubs },
        Scope = CheckScope.Project,
        Arguments = static site =>
        [
            "run", .. IsSecond(site) ? ImmutableArray.Create("--output.json.path=stdout", "--output.text.path=stderr", "--show-stats=false") : ["--out-format=json"],
            "--fix=false", "--issues-exit-code=1", "--max-issues-per-linter=0", "--max-same-issues=0", "./...",
        ],
        AddedArgumentsAt = 1,

        // pkg/exitcodes: 2 a warning in its own tests, 3 failure, 4 timeout, 5 no Go files, 6 no configuration, 7 an error was logged.
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2, 3, 4, 5, 6, 7),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule == "typecheck", Failure = static root => root.Get("Report").Text("Error") },
        Environment = ImmutableDictionary<string, string?>.Empty.Add("GOLANGCI_LINT_CACHE", "{cache}"),
        Package = new Package { Otherwise = "install it as https://golangci-lint.run/welcome/install/ says" },
        Cores = 2,
        DefaultTimeout = TimeSpan.FromMinutes(3),
        Network = true,
        OfflineEnvironment = GoVet.Tool.OfflineEnvironment,
        Fix = new ToolFix(FixKind.Linter, static site => ["run", "--fix", "--issues-exit-code=1", "./..."]) { StaysInFiles = false },
        FixSuggestion = "golangci-lint run --fix",
    };

    // The second version takes other options, and no configuration that does not name it.
    private static bool IsSecond(ToolSite site)
    {
        var text = Names.Select(name => site.Repository.Text(site.PathOf(name))).FirstOrDefault(static text => text is not null) ?? "";
        return text.Split('\n').Any(static line => line.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).TrimStart('{')
            .StartsWith("version", StringComparison.Ordinal) && line.Contains('2', StringComparison.Ordinal));
    }

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Object && root.Get("Issues").ValueKind is JsonValueKind.Array or JsonValueKind.Null ? root.Items("Issues").Select(record => Finding(record, output)) : null;

    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var place = record.Get("Pos");
        var (path, message) = output.Paths.Place(place.Text("Filename") ?? "", record.Text("Text") ?? "");
        var line = place.Number("Line", 1);
        return new Finding
        {
            Tool = output.Tool,
            Rule = record.Text("FromLinter") ?? "",
            Severity = record.Text("Severity") is { Length: > 0 } word ? SeverityWords.Of(word) : Severity.Error,
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : place.Number("Column", 1),
        };
    }
}
