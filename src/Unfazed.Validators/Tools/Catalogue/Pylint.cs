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

/// <summary>pylint, a linter of Python that looks across files (2.13 and later). Without a configuration of its own it looks for errors alone.</summary>
internal static partial class Pylint
{
    private const int UsageError = 32;

    private static readonly ImmutableArray<Evidence> Configurations =
    [
        new FileEvidence(".pylintrc"), new FileEvidence("pylintrc"), new FileEvidence(".pylintrc.toml"), new FileEvidence("pylintrc.toml"),
        new TomlEvidence("pyproject.toml", "tool.pylint"), new IniEvidence("setup.cfg", "pylint") { AndBelow = true },
        new IniEvidence("tox.ini", "pylint") { AndBelow = true },
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "pylint",
        TestedVersion = "2.16.2, 4.1.4",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [.. Configurations, new PythonPackageEvidence("pylint")],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "pylint", Environment = ProjectEnvironment.PythonVenv, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Arguments = Arguments,

        // A sum of 1, fatal, 2, error, 4, warning, 8, refactor, and 16, convention. What fail-under forgives ends with 0.
        Exits = ExitTable.Of(ExitMeaning.Findings, [.. Enumerable.Range(1, UsageError - 1)]).With(ExitMeaning.ToolError, UsageError),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule is "E0001" or "F0001" or "F0002", MayBeEmpty = false, FailureBefore = BadConfiguration },
        Environment = ImmutableDictionary<string, string?>.Empty.Add("PYLINTHOME", "{cache}"),
        Caching = new ToolCaching { Configuration = ["pylintrc", ".pylintrc"], UserFiles = ["~/.pylintrc", "~config/pylintrc", "/etc/pylintrc"], Variables = ["PYLINTRC"] },
        Package = new Package { PyPi = "pylint", Debian = "pylint" },
    };

    private static ImmutableArray<string> Arguments(ToolSite site) =>
    [
        "--output-format=json", "--reports=no", "--recursive=y",
        .. Configurations.Any(configuration => configuration.Find(site.Repository, site.Directory) is not null) ? ImmutableArray<string>.Empty : ["--errors-only"],
        .. Targets.Of(site, ".py"),
    ];

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(record => Finding(record, output)) : null;

    // Lines count from 1, columns from 0, the end column is exclusive.
    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var rule = record.Text("message-id") ?? "";
        var symbol = record.Text("symbol");
        var (path, message) = output.Paths.Place(record.Text("path") ?? "", $"{record.Text("message")}{(symbol is null ? "" : $" ({symbol})")}");
        var line = record.Number("line", 1);
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = rule switch { ['E' or 'F', ..] => Severity.Error, ['C' or 'R' or 'I', ..] => Severity.Note, _ => Severity.Warning },
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : record.NumberFromZero("column"),
            EndLine = line is null ? null : record.Number("endLine", 1),
            EndColumn = line is null ? null : record.NumberFromZero("endColumn"),
            Url = Documentation(record.Text("type"), symbol),
        };
    }

    private static string? Documentation(string? type, string? symbol) =>
        type is "fatal" or "error" or "warning" or "convention" or "refactor" && symbol is { Length: > 0 } && symbol.All(static letter => char.IsAsciiLetterLower(letter) || letter == '-')
            ? $"https://pylint.readthedocs.io/en/stable/user_guide/messages/{type}/{symbol}.html"
            : null;

    // It goes on without a configuration that it could not read.
    [GeneratedRegex("^(?<message>.*: F0011: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BadConfiguration();
}
