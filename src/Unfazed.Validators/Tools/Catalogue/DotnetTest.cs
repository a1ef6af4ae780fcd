using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection.Dotnet;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Coverage;
using Unfazed.Validators.Tools.Reading.Dotnet;
using Unfazed.Validators.Tools.Reading.TestReports;
using Unfazed.Validators.Tools.Running;
using Unfazed.Validators.Tools.Running.Dotnet;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary><c>dotnet test</c> with coverlet's collector (6.0 and later): the tests of .NET projects and what of them they ran.</summary>
internal static class DotnetTest
{
    private const string NoCollector = "Could not find data collector";

    private static readonly CoverageRun Reports = new()
    {
        TestFiles = "*.trx",
        Tests = new TrxReader(),
        CoverageFiles = "coverage.cobertura.xml",
        Coverage = new CoberturaReader(),
        Missing = static output => output.Excerpt.Contains(NoCollector, StringComparison.Ordinal) || output.ErrorExcerpt.Contains(NoCollector, StringComparison.Ordinal)
            ? "a test project does not refer to coverlet.collector" : null,
        Failure = BuildProblem,
    };

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "dotnet-test",
        Dimension = Dimension.Coverage,
        Role = "test coverage",
        Language = "C#",
        Files = Languages.Dotnet,
        Evidence = [new CoverletEvidence(NeedsThreshold: true)],
        EvidenceWithThreshold = [new CoverletEvidence(NeedsThreshold: false)],
        LookUp = new LookUp { Program = "dotnet" },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { AnyBelow = true },
        Arguments = static site => ["test", Target(site), "--collect", "XPlat Code Coverage", "--logger", "trx", "--results-directory", CoverageRun.ReportsWord],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Of(ExitMeaning.Findings, 1).With(ExitMeaning.Missing, SdkResolution.NoSdk, SdkResolution.NoFittingSdk),
        Reader = new TrxReader(),
        Validator = static run => new DotnetTestValidator(run, Reports),
        Environment = DotnetBuild.Tool.Environment.Add("UseSharedCompilation", "false").Add("MSBUILDDISABLENODEREUSE", "1").Add("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        TestedVersion = "10.0.401",
        Package = new Package { Otherwise = "add it with: dotnet add package coverlet.collector" },
        Cores = 2,
        Locks = ["dotnet"],
        DefaultTimeout = TimeSpan.FromMinutes(5),
    };

    private static string Target(ToolSite site) => DotnetLayout.Of(site.Repository).TargetsBelow(site.Directory) is [var only]
        ? "./" + (site.Directory == "." ? only : only[(site.Directory.Length + 1)..])
        : ".";

    private static string? BuildProblem(ToolOutput output)
    {
        var first = output.Outcome.ExitCode == 0 ? null : MsBuildLog.Read(output.Lines).FirstOrDefault(static diagnostic => diagnostic.IsError && diagnostic.Code.Length > 0);
        return first is null ? null : OutputTail.Shorten($"the build failed: {output.Paths.Resolve(first.Origin) ?? first.Origin}: {first.Code}: {first.Text}", 600);
    }
}
