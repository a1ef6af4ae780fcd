using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading.Coverage;
using Unfazed.Validators.Tools.Reading.TestReports;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>pytest with pytest-cov (4.0 and later): the tests of a Python project and what of it they ran.</summary>
internal static partial class PytestCov
{
    private static readonly ImmutableArray<(string File, string Run)> IniFiles = [(".coveragerc", "run"), ("setup.cfg", "coverage:run"), ("tox.ini", "coverage:run")];

    private static readonly ImmutableArray<string> OptionFiles = ["pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini"];

    private static readonly CoverageRun Reports = new()
    {
        TestFiles = "tests.xml",
        Tests = new JunitReader(),
        CoverageFiles = "coverage.xml",
        Coverage = new CoberturaReader(),
        Shortfalls = static output => [.. output.Lines.SelectMany(static line => Shortfall().Matches(line)).Select(static match => match.Groups["text"].Value.Trim())],
        Missing = static output => output.ErrorExcerpt.Contains("unrecognized arguments: --cov", StringComparison.Ordinal) ? "pytest is installed without pytest-cov" : null,
    };

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "pytest-cov",
        Dimension = Dimension.Coverage,
        Role = "test coverage",
        Language = "Python",
        Files = Languages.Python,
        Evidence =
        [
            new IniKeyEvidence(".coveragerc", "report", "fail_under"), new IniKeyEvidence("setup.cfg", "coverage:report", "fail_under"),
            new IniKeyEvidence("tox.ini", "coverage:report", "fail_under"), new TomlKeyEvidence("pyproject.toml", "tool.coverage.report.fail_under"),
            .. OptionFiles.Select(static file => new WordEvidence(file, "--cov-fail-under")),
        ],
        EvidenceWithThreshold = [new FileEvidence(".coveragerc"), new TomlEvidence("pyproject.toml", "tool.coverage"), new PythonPackageEvidence("pytest-cov")],
        LookUp = new LookUp { Program = "pytest", Environment = ProjectEnvironment.PythonVenv, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { AnyBelow = true },
        Arguments = Arguments,

        // 2: interrupted, as a file that can't be imported does it; 5: no test was found.
        Exits = ExitTable.Of(ExitMeaning.Findings, 1).With(ExitMeaning.StoppedEarly, 2).With(ExitMeaning.ToolError, 3, 4, 5),
        Reader = new JunitReader(),
        Validator = static run => new CoverageRunValidator(run, Reports),
        Environment = ImmutableDictionary<string, string?>.Empty
            .Add("COVERAGE_FILE", $"{CoverageRun.ReportsWord}/.coverage").Add("PYTHONPYCACHEPREFIX", "{cache}/pycache"),
        TestedVersion = "4.0.0",
        Package = new Package { PyPi = "pytest-cov", Debian = "python3-pytest-cov" },
        DefaultTimeout = TimeSpan.FromMinutes(5),
    };

    private static ImmutableArray<string> Arguments(ToolSite site) =>
    [
        .. Measured(site), "--cov-report=", $"--cov-report=xml:{CoverageRun.ReportsWord}/coverage.xml", $"--junitxml={CoverageRun.ReportsWord}/tests.xml",
        "-o", "cache_dir={cache}/pytest", "--color=no",
    ];

    // Named on the command line, a source would replace the configured ones; without any, everything that was imported would count.
    private static ImmutableArray<string> Measured(ToolSite site)
    {
        var isNamed = OptionFiles.Any(file => Text(site, file) is { } text && Option().IsMatch(text));
        if (isNamed)
        {
            return [];
        }

        var isConfigured = IniFiles.Any(ini => Text(site, ini.File) is { } text && IniFile.Parse(text) is var file && (file.Value(ini.Run, "source") ?? file.Value(ini.Run, "source_pkgs") ?? file.Value(ini.Run, "include")) is not null) ||
            (Text(site, "pyproject.toml") is { } toml && TomlScan.Read(toml) is var scan && (scan.HasTable("tool.coverage.run.source") || scan.HasTable("tool.coverage.run.source_pkgs") || scan.HasTable("tool.coverage.run.include")));
        return [isConfigured ? "--cov" : "--cov=."];
    }

    private static string? Text(ToolSite site, string file) => site.Repository.Text(site.PathOf(file));

    [GeneratedRegex("--cov([ =\"',\r\n]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Option();

    [GeneratedRegex("^(FAIL |ERROR: )(?<text>(Required test coverage of|Coverage failure:)[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Shortfall();
}
