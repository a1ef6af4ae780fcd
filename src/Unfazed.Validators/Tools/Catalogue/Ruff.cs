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

/// <summary>Ruff as a linter of Python (0.1 and later).</summary>
internal static partial class Ruff
{
    private const string Syntax = "invalid-syntax";

    /// <summary>Where either command of Ruff looks for its settings.</summary>
    public static ImmutableArray<Evidence> Configurations { get; } =
        [new FileEvidence("ruff.toml"), new FileEvidence(".ruff.toml"), new TomlEvidence("pyproject.toml", "tool.ruff")];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "ruff",
        TestedVersion = "0.17.6",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [.. Configurations, new PythonPackageEvidence("ruff")],
        LookUp = new LookUp { Program = "ruff", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,
        Arguments = static site => ["check", "--output-format", "json", "--no-fix", "--force-exclude", site.Narrowed ? "{files}" : "."],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule is Syntax or "E902", Unread = Unread },
        Environment = ImmutableDictionary<string, string?>.Empty.Add("RUFF_CACHE_DIR", "{cache}"),
        Caching = new ToolCaching { Grain = CacheGrain.FileAmongNames, Configuration = ["pyproject.toml", ".gitignore"], UserFiles = ["~config/ruff/ruff.toml", "~config/ruff/.ruff.toml", "~config/ruff/pyproject.toml"], Variables = ["RUFF_*"] },
        Package = new Package { PyPi = "ruff" },
        Cores = 2,
        Fix = new ToolFix(FixKind.Linter, static site => ["check", "--fix", "--output-format", "json", "--force-exclude", site.Narrowed ? "{files}" : "."]),
        FixSuggestion = "ruff check --fix",
    };

    // Lines and columns count from 1, the end column is exclusive. A syntax error had the code E999, then none, then one of its own.
    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(record => Finding(record, output)) : null;

    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(record.Text("filename") ?? "", record.Text("message") ?? "");
        var rule = record.Text("code") is { } code and not "E999" ? code : Syntax;
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = PyflakesSeverity.Of(rule),
            Message = message,
            Path = path,
            Line = record.Get("location").Number("row", 1),
            Column = record.Get("location").Number("column", 1),
            EndLine = record.Get("end_location").Number("row", 1),
            EndColumn = record.Get("end_location").Number("column", 1),
            Url = WebAddress.Of(record.Text("url")),
        };
    }

    [GeneratedRegex(@"Failed to (lint|read|parse) (?<path>[^\n]+?): (?<message>[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
