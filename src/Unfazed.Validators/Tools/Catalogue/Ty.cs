using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>ty, a type checker of Python (0.0.20 and later), through its report for GitLab.</summary>
internal static class Ty
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "ty",
        TestedVersion = "0.0.108",
        Dimension = Dimension.TypeSafety,
        Role = "type checker",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [new FileEvidence("ty.toml"), new TomlEvidence("pyproject.toml", "tool.ty"), new PythonPackageEvidence("ty")],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "ty", Environment = ProjectEnvironment.PythonVenv, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Arguments = static _ => ["check", "--no-progress", "--output-format", "gitlab", "."],
        AddedArgumentsAt = 1,

        // 2: a file that it could not read, which it reports as a finding, its configuration, or bad usage.
        Exits = ExitTable.Linter.With(ExitMeaning.StoppedEarly, 2).With(ExitMeaning.ToolError, 101),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule is "invalid-syntax" or "io" },
        Caching = new ToolCaching { UserFiles = ["~config/ty/ty.toml"], Programs = ["python3", "python"], Variables = ["TY_*", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH"] },
        Package = new Package { PyPi = "ty" },
        Cores = 2,
    };

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(record => Finding(record, output)) : null;

    // Lines and columns count from 1, the end column is exclusive. The description begins with the rule.
    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var rule = record.Text("check_name") ?? "";
        var said = record.Text("description") ?? "";
        var place = record.Get("location");
        var (begin, end) = (place.Get("positions").Get("begin"), place.Get("positions").Get("end"));
        var (path, message) = output.Paths.Place(place.Text("path") ?? "", said.StartsWith(rule + ": ", StringComparison.Ordinal) ? said[(rule.Length + 2)..] : said);
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = record.Text("severity") switch { "minor" => Severity.Warning, "info" => Severity.Note, _ => Severity.Error },
            Message = message,
            Path = path,
            Line = begin.Number("line", 1),
            Column = begin.Number("column", 1),
            EndLine = end.Number("line", 1),
            EndColumn = end.Number("column", 1),
        };
    }
}
