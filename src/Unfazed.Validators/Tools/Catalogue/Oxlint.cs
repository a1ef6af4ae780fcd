using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>oxlint, a linter of JavaScript and TypeScript (1.0 and later).</summary>
internal static partial class Oxlint
{
    private const string ParseError = "parse-error";

    private static readonly ImmutableArray<string> Names = [".oxlintrc.json", ".oxlintrc.jsonc", "oxlintrc.json", "oxlint.config.ts"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "oxlint",
        TestedVersion = "1.94.0",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "JavaScript",
        Files = Languages.EcmaScript,
        SuggestedFor = Languages.JavaScript,
        Evidence = [.. Names.Select(static name => new FileEvidence(name)), new NodePackageEvidence("oxlint") { Configurations = Names }],
        LookUp = new LookUp { Program = "oxlint", Environment = ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,
        Arguments = static site => ["--format", "json", "--no-error-on-unmatched-pattern", site.Narrowed ? "{files}" : "."],

        // A configuration that it can't read ends with 1, too, and without a document.
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule == ParseError, Files = static root => root.Number("number_of_files", 0) },

        // Some of its rules look at what is imported.
        Caching = new ToolCaching { Grain = CacheGrain.Workspace, Variables = ["OXLINT_*"] },

        Package = new Package { Npm = "oxlint" },
        Cores = 2,
        Fix = new ToolFix(FixKind.Linter, static site => ["--fix", "--format", "json", "--no-error-on-unmatched-pattern", site.Narrowed ? "{files}" : "."]),
        FixSuggestion = "npx oxlint --fix",
    };

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.Get("diagnostics").ValueKind == JsonValueKind.Array ? root.Items("diagnostics").Select(record => Finding(record, output)) : null;

    // Lines and columns count from 1. What the parser says has no code.
    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var help = record.Text("help");
        var (path, message) = output.Paths.Place(record.Text("filename") ?? "", $"{record.Text("message")}{(help is null ? "" : $" ({help})")}");
        var span = record.Items("labels").FirstOrDefault().Get("span");
        var line = span.Number("line", 1);
        return new Finding
        {
            Tool = output.Tool,
            Rule = record.Text("code") is { Length: > 0 } code ? RuleOf(code) : ParseError,
            Severity = SeverityWords.Of(record.Text("severity")),
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : span.Number("column", 1),
            Url = WebAddress.Of(record.Text("url")),
        };
    }

    // "eslint(no-debugger)" is written "no-debugger" in its configuration, "typescript-eslint(x)" as "typescript/x".
    private static string RuleOf(string code) => Code().Match(code) is { Success: true } match
        ? match.Groups["plugin"].Value switch
        {
            "eslint" => match.Groups["name"].Value,
            var plugin => $"{plugin.Replace("eslint-plugin-", "", StringComparison.Ordinal).Replace("typescript-eslint", "typescript", StringComparison.Ordinal)}/{match.Groups["name"].Value}",
        }
        : code;

    [GeneratedRegex(@"^(?<plugin>[a-z0-9-]{1,60})\((?<name>[^()]{1,120})\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
