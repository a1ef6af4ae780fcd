using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>RuboCop, the linter and formatter of Ruby (1.0 and later).</summary>
internal static class Rubocop
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "rubocop",
        TestedVersion = "1.39.0",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Ruby",
        Files = Languages.Ruby,
        Evidence = [new FileEvidence(".rubocop.yml"), new FileEvidence(".rubocop.yaml"), new GemEvidence("rubocop")],
        LookUp = new LookUp { Program = "rubocop", Environment = ProjectEnvironment.Binstubs },
        Scope = CheckScope.File,
        Arguments = static site => ["--format", "json", "--force-exclusion", "--cache-root", "{cache}", .. site.Narrowed ? ImmutableArray.Create("{files}") : []],
        // The options of a project stand in that file; nothing on the command line takes them back.
        MayWrite = static site => site.Mentions([".rubocop"], "-a", "-A", "--auto", "--safe-auto", "-x", "--fix"),
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule == "Lint/Syntax", ErrorTextFailure = Failure, Files = static root => root.Get("summary").Number("inspected_file_count", 0) },
        Caching = new ToolCaching { Grain = CacheGrain.Workspace, UsesGems = true, UserFiles = ["~/.rubocop.yml", "~config/rubocop/config.yml"], Variables = ["RUBOCOP_*"] },
        Package = new Package { Debian = "rubocop", Otherwise = "install it with: gem install rubocop, or with your Gemfile: bundle install" },
        Cores = 2,
        Fix = new ToolFix(FixKind.Linter, static site => ["--autocorrect", "--format", "json", "--force-exclusion", "--cache-root", "{cache}", .. site.Narrowed ? ImmutableArray.Create("{files}") : []]),
        FixSuggestion = "rubocop --autocorrect",
    };

    // A cop that breaks down ends it with the code of offences; a configuration that does not parse is named in brackets, before a stack.
    private static string? Failure(string errorText) => errorText.Split('\n')
        .Where(static line => line.StartsWith("An error occurred while", StringComparison.Ordinal) || line.Contains("Psych::SyntaxError", StringComparison.Ordinal) ||
            (line.StartsWith('(') && line.Contains(".yml): ", StringComparison.Ordinal)))
        .Select(static line => OutputTail.Shorten(line[(line.LastIndexOf("': ", StringComparison.Ordinal) is var end and >= 0 ? end + 3 : 0)..].Trim(), 400)).FirstOrDefault();

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) => root.Get("files").ValueKind != JsonValueKind.Array ? null
        : root.Items("files").SelectMany(static file => file.Items("offenses"), (file, offense) => Finding(file.Text("path") ?? "", offense, output));

    // Lines and columns count from 1; last_column is that of the last character.
    private static Finding Finding(string raw, JsonElement offense, ToolOutput output)
    {
        var rule = offense.Text("cop_name") ?? "";
        var (path, message) = output.Paths.Place(raw, offense.Text("message") ?? "");
        var place = offense.Get("location");
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = offense.Text("severity") switch { "error" or "fatal" => Severity.Error, "info" => Severity.Note, _ => Severity.Warning },
            Message = message,
            Path = path,
            Line = place.Number("start_line", 1),
            Column = place.Number("start_column", 1),
            EndLine = place.Number("last_line", 1),
            EndColumn = place.Number("last_column", 1) is { } last and < int.MaxValue ? last + 1 : null,
        };
    }
}
