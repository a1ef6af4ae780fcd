using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>golangci-lint, many linters of Go in one (1.50 and later, 2.x).</summary>
internal static partial class GolangciLint
{
    private const string TypeCheck = "typecheck";

    private static readonly ImmutableArray<string> Names = [".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "golangci-lint",
        TestedVersion = "2.15.0",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Go",
        Files = Languages.Go,
        Evidence = [.. Names.Select(static name => new FileEvidence(name) { IsInherited = true })],
        Projects = GoModules.Of,
        LookUp = new LookUp { Program = "golangci-lint", Environment = ProjectEnvironment.Binstubs },
        Scope = CheckScope.Project,
        Inputs = GoInputs.Of,
        Arguments = static site =>
        [
            "run", .. IsSecond(site) ? ImmutableArray.Create("--output.json.path=stdout", "--output.text.path=stderr", "--show-stats=false") : ["--out-format=json"],
            "--fix=false", "--issues-exit-code=1", "--max-issues-per-linter=0", "--max-same-issues=0", "./...",
        ],
        AddedArgumentsAt = 1,

        // pkg/exitcodes: 2 a warning in its own tests, 3 failure, 4 timeout, 5 no Go files for this system, 6 no configuration, 7 an error was logged.
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2, 3, 4, 6, 7).With(ExitMeaning.Nothing, 5),
        Reader = new JsonRecords(Findings) { Stops = static finding => finding.Rule == TypeCheck, Failure = Failure, ErrorTextFailure = OtherVersion },
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
    private static bool IsSecond(ToolSite site) => Configuration(site).Split('\n').Any(static line => line.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).TrimStart('{')
            .StartsWith("version", StringComparison.Ordinal) && line.Contains('2', StringComparison.Ordinal));

    // It takes the nearest one, going up.
    private static string Configuration(ToolSite site)
    {
        for (var at = site.Directory; ; at = RepositoryView.DirectoryOf(at))
        {
            if (Names.Select(name => site.Repository.Text(RepositoryView.Join(at, name))).FirstOrDefault(static text => text is not null) is { } text)
            {
                return text;
            }

            if (at == ".")
            {
                return "";
            }
        }
    }

    // The options of one version are unknown to the other.
    private static string? OtherVersion(string error) =>
        error.Contains("unknown flag: --out-format", StringComparison.Ordinal) ? "its configuration is of version 1, and golangci-lint is of version 2; run: golangci-lint migrate"
            : error.Contains("unknown flag: --output.json.path", StringComparison.Ordinal) ? "its configuration is of version 2, and golangci-lint is of version 1; install golangci-lint 2"
            : null;

    // A module that was not downloaded says nothing about the code.
    private static string? Failure(JsonElement root) => root.Get("Report").Text("Error") ?? root.Items("Issues")
        .Where(static record => record.Text("FromLinter") == TypeCheck).Select(static record => record.Text("Text")).FirstOrDefault(static text => text is not null && GoReader.IsAboutDownloads(text));

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Object && root.Get("Issues").ValueKind is JsonValueKind.Array or JsonValueKind.Null ? root.Items("Issues").Select(record => Finding(record, output)) : null;

    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var place = record.Get("Pos");
        var (file, line, column, text) = (place.Text("Filename") ?? "", place.Number("Line", 1), place.Number("Column", 1), record.Text("Text") ?? "");

        // Of a package that another one imports, the compiler's words are the text, and their place is in it.
        if (Compiler().Match(text) is { Success: true } match)
        {
            (file, line, column, text) = (match.Groups["path"].Value, Position.Of(match.Groups["line"].Value), Position.Of(match.Groups["column"].Value), match.Groups["message"].Value);
        }

        // Since version 2, paths are relative to the configuration, which may stand above the module.
        var (path, message) = output.Paths.PlaceUpwards(file, text.StartsWith(": ", StringComparison.Ordinal) ? text[2..] : text);
        return new Finding
        {
            Tool = output.Tool,
            Rule = record.Text("FromLinter") ?? "",
            Severity = record.Text("Severity") is { Length: > 0 } word ? SeverityWords.Of(word) : Severity.Error,
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : column,
        };
    }

    [GeneratedRegex(@"^: # [^\n]*\n(?<path>[^:\n]+):(?<line>[0-9]{1,9}):((?<column>[0-9]{1,9}):)? (?<message>[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Compiler();
}
