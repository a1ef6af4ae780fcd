using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>gitleaks, a scanner for secrets (8.0 and later), on the files as they are; it never prints what it finds.</summary>
internal static class Gitleaks
{
    private const int Leaks = 3;

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "gitleaks",
        TestedVersion = "8.30.1",
        Dimension = Dimension.Security,
        Role = Tool.SecretScanner,
        Language = Languages.AnyText,
        Files = Languages.All,
        Evidence = [new FileEvidence(".gitleaks.toml"), new FileEvidence("gitleaks.toml"), new FileEvidence(".gitleaksignore")],
        LookUp = new LookUp { Program = "gitleaks" },
        Scope = CheckScope.Project,

        // By default its failures have the code of leaks. "-" is a file to some versions, and "/dev/stdout" stays empty with others.
        Arguments = static _ =>
            ["detect", "--no-git", "--source", ".", "--redact", "--no-banner", "--exit-code", "3", "--report-format", "json", "--report-path", CommandWords.Report],
        AddedArgumentsAt = 1,

        // 2: it panics where a pattern of its configuration is none.
        Exits = ExitTable.Of(ExitMeaning.Findings, Leaks).With(ExitMeaning.ToolError, 1, 2),
        Reader = new JsonRecords(Findings),
        Report = "{scratch}/gitleaks.json",
        VersionArguments = ["version"],
        Caching = new ToolCaching { NeverBecause = "it looks at every file there is, ignored ones too" },
        Package = new Package { Otherwise = "install it as https://github.com/gitleaks/gitleaks#installing says" },
        Cores = 2,
    };

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(record => Finding(record, output)) : null;

    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(record.Text("File") ?? "", record.Text("Description") ?? "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = record.Text("RuleID") ?? "",
            Severity = Severity.Error,
            Message = message,
            Path = path,
            Line = record.Number("StartLine", 1),
            Column = record.Number("StartColumn", 1),
        };
    }
}
