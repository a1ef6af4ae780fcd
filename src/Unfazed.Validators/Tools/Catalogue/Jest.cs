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

/// <summary>Jest (29 and 30): the tests of a JavaScript project and what of it they ran.</summary>
internal static partial class Jest
{
    private static readonly ImmutableArray<string> Configurations =
        ["jest.config.js", "jest.config.ts", "jest.config.mjs", "jest.config.cjs", "jest.config.mts", "jest.config.cts", "jest.config.json"];

    private static readonly CoverageRun Reports = new()
    {
        TestFiles = "tests.json",
        Tests = new JestReader(),
        CoverageFiles = "lcov.info",
        Coverage = new LcovReader(),
        Shortfalls = static output => [.. output.ErrorLines.SelectMany(static line => Shortfall().Matches(line)).Select(static match => match.Groups["text"].Value.Trim())],
    };

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "jest",
        Dimension = Dimension.Coverage,
        Role = "test coverage",
        Language = "JavaScript",
        Files = Languages.EcmaScript,
        Evidence = [.. Configurations.Select(static name => new WordEvidence(name, "coverageThreshold")), new PackageJsonSettingEvidence("jest", "coverageThreshold")],
        EvidenceWithThreshold = [.. Configurations.Select(static name => new FileEvidence(name)), new NodePackageEvidence("jest") { Configurations = Configurations }],
        LookUp = new LookUp { Program = "jest", Environment = ProjectEnvironment.NodeModules, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { AnyBelow = true },
        Arguments = static _ =>
        [
            "--ci", "--coverage", "--coverageReporters=lcovonly", $"--coverageDirectory={CoverageRun.ReportsWord}",
            "--json", $"--outputFile={CoverageRun.ReportsWord}/tests.json", "--cacheDirectory={cache}",
        ],
        Exits = ExitTable.Linter,
        Reader = new JestReader(),
        Validator = static run => new CoverageRunValidator(run, Reports),
        Environment = ImmutableDictionary<string, string?>.Empty.Add("NO_COLOR", "1").Add("FORCE_COLOR", null),
        TestedVersion = "30.5.2",
        Package = new Package { Npm = "jest" },
        Cores = 2,
        DefaultTimeout = TimeSpan.FromMinutes(5),
    };

    [GeneratedRegex("^Jest: (?<text>[^\n]*(threshold|[Cc]overage data for)[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Shortfall();
}
