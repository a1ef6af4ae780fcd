using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Pyright, a type checker of Python, from npm or PyPI (1.1.200 and later).</summary>
internal static class Pyright
{
    private const string Syntax = "syntax";

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "pyright",
        TestedVersion = "1.1.414",
        Dimension = Dimension.TypeSafety,
        Role = "type checker",
        Language = "Python",
        Files = Languages.Python,
        Evidence =
        [
            new FileEvidence("pyrightconfig.json"), new TomlEvidence("pyproject.toml", "tool.pyright"), new PythonPackageEvidence("pyright"), new NodePackageEvidence("pyright"),
        ],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "pyright", Environment = ProjectEnvironment.PythonVenv | ProjectEnvironment.NodeModules, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Arguments = Arguments,

        // 2: fatal, 3: its configuration, 4: bad usage.
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2, 3, 4),
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule == Syntax, Files = static root => root.Get("summary").Number("filesAnalyzed", 0) },
        Caching = new ToolCaching { Programs = ["python3", "python"], Variables = ["PYRIGHT_*"] },
        Package = new Package { PyPi = "pyright", Npm = "pyright" },
        Cores = 2,
    };

    // It does not look for an environment by itself. One that its configuration names beats the option.
    private static ImmutableArray<string> Arguments(ToolSite site)
    {
        foreach (var folder in (ReadOnlySpan<string>)[".venv/bin/python", "venv/bin/python"])
        {
            if (File.Exists(Path.Combine(site.Repository.Workspace.FullPath(site.Directory), folder)) && !NamesItsEnvironment(site))
            {
                return ["--outputjson", "--pythonpath", folder];
            }
        }

        return ["--outputjson"];
    }

    private static bool NamesItsEnvironment(ToolSite site)
    {
        using var configuration = JsonText.Parse(site.Repository.Text(site.PathOf("pyrightconfig.json")));
        return (configuration?.RootElement.Get("venv").ValueKind ?? JsonValueKind.Undefined) != JsonValueKind.Undefined ||
            (site.Repository.Text(site.PathOf("pyproject.toml")) is { } text && !TomlScan.Read(text).Strings("tool.pyright.venv").IsEmpty);
    }

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.Get("generalDiagnostics").ValueKind == JsonValueKind.Array ? root.Items("generalDiagnostics").Select(record => Finding(record, output)) : null;

    // Lines and characters count from 0, the end is exclusive. What the parser and the binder say has no rule.
    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(record.Text("file") ?? record.Text("uri") ?? "", record.Text("message") ?? "");
        var severity = SeverityWords.Of(record.Text("severity"));
        var (start, end) = (record.Get("range").Get("start"), record.Get("range").Get("end"));
        var rule = record.Text("rule") ?? (severity == Severity.Error ? Syntax : "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = severity,
            Message = message,
            Path = path,
            Line = start.NumberFromZero("line"),
            Column = start.NumberFromZero("character"),
            EndLine = end.NumberFromZero("line"),
            EndColumn = end.NumberFromZero("character"),
            Url = rule.StartsWith("report", StringComparison.Ordinal) && rule.All(char.IsAsciiLetterOrDigit) ? $"https://github.com/microsoft/pyright/blob/main/docs/configuration.md#{rule}" : null,
        };
    }
}
