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

/// <summary>Vitest (2 and later) with one of its providers of coverage: the tests of a JavaScript project and what of it they ran.</summary>
internal static partial class Vitest
{
    private static readonly ImmutableArray<string> Configurations =
    [
        .. new[] { "vitest", "vite" }.SelectMany(static name => new[] { "ts", "js", "mts", "mjs", "cts", "cjs" }.Select(suffix => $"{name}.config.{suffix}")),
    ];

    private static readonly CoverageRun Reports = new()
    {
        TestFiles = "tests.xml",
        Tests = new JunitReader(),
        CoverageFiles = "lcov.info",
        Coverage = new LcovReader(),
        Shortfalls = static output => [.. output.ErrorLines.SelectMany(static line => Shortfall().Matches(line)).Select(static match => match.Groups["text"].Value.Trim())],
        Missing = static output => output.ErrorExcerpt.Contains("MISSING DEPENDENCY", StringComparison.Ordinal) || output.Excerpt.Contains("MISSING DEPENDENCY", StringComparison.Ordinal)
            ? "vitest's provider of coverage is not installed" : null,
    };

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "vitest",
        Dimension = Dimension.Coverage,
        Role = "test coverage",
        Language = "JavaScript",
        Files = Languages.EcmaScript,
        Evidence = [.. Configurations.Select(static name => new WordEvidence(name, "thresholds"))],
        EvidenceWithThreshold =
        [
            new NodePackageEvidence("@vitest/coverage-v8") { Configurations = Configurations }, new NodePackageEvidence("@vitest/coverage-istanbul") { Configurations = Configurations },
            .. Configurations.Where(static name => name.StartsWith("vitest", StringComparison.Ordinal)).Select(static name => new FileEvidence(name)),
        ],
        LookUp = new LookUp { Program = "vitest", Environment = ProjectEnvironment.NodeModules, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { AnyBelow = true },
        Arguments = static _ =>
        [
            "run", "--coverage.enabled=true", "--coverage.reporter=lcovonly", $"--coverage.reportsDirectory={CoverageRun.ReportsWord}/coverage",
            "--coverage.reportOnFailure=true", "--reporter=junit", $"--outputFile={CoverageRun.ReportsWord}/tests.xml",
        ],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Linter,
        Reader = new JunitReader(),
        Validator = static run => new CoverageRunValidator(run, Reports),
        Environment = ImmutableDictionary<string, string?>.Empty.Add("NO_COLOR", "1").Add("FORCE_COLOR", null),
        TestedVersion = "3.2.4",
        Package = new Package { Npm = "vitest @vitest/coverage-v8" },
        Cores = 2,
        DefaultTimeout = TimeSpan.FromMinutes(5),
    };

    [GeneratedRegex("^ERROR: (?<text>(Coverage for|Uncovered)[^\n]*threshold[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Shortfall();
}
