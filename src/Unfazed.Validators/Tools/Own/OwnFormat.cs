using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Builds;
using Unfazed.Validators.Tools.Reading.Coverage;
using Unfazed.Validators.Tools.Reading.Sarif;
using Unfazed.Validators.Tools.Reading.TestReports;
using Unfazed.Validators.Tools.Reading.Xml;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>What <c>parse</c> and <c>findings_exit</c> say about the output and the exit codes of a check of one's own.</summary>
internal static class OwnFormat
{
    private const string ExitCode = "exit-code";

    private static readonly ImmutableArray<int> AnyFailure = [.. Enumerable.Range(1, 125)];

    /// <summary>Its reader.</summary>
    public static IOutputReader ReaderOf(CheckSettings settings) => NameOf(settings) switch
    {
        ExitCode => new ExitCodeReader(),
        "sarif" => new SarifReader(),
        "checkstyle" => new CheckstyleReader(),
        "junit" => new JunitReader(),
        "cobertura" => new CoberturaReader(),
        "lcov" => new LcovReader(),
        "github" => new GithubReader(),
        "gcc" => new GccReader(IsExitCertain(settings)),
        "regex" => new RegexReader(settings.Pattern?.Value ?? throw new InvalidOperationException($"checks.{settings.Name}: parse: regex needs a pattern")),
        "cargo-test" => new CargoTestReader(IsExitCertain(settings)),
        "go-test" => new GoTestReader(IsExitCertain(settings)),
        var name when BuildFormat.Find(name) is { } build => build.Reader,
        var name when ToolCatalog.Find(name) is { } tool => tool.Reader is ILineReader lines ? new UnderstoodReader(lines, name) : tool.Reader,
        var name => throw new InvalidOperationException($"checks.{settings.Name}: there is no format {name}"),
    };

    private static bool IsExitCertain(CheckSettings settings) => settings.Run is { Value: var run } && CommandExit.IsOfRunner(run);

    /// <summary>Whether its reader takes the lines that it knows and passes over all others, whatever they say.</summary>
    public static bool PassesLinesOver(CheckSettings settings) => NameOf(settings) is "github" or "gcc" or "regex";

    /// <summary>Its exit codes: 0 and those of <c>findings_exit</c>; where it names none, a known tool's own table.</summary>
    public static ExitTable ExitsOf(CheckSettings settings)
    {
        var isExitCode = NameOf(settings) == ExitCode;
        if (settings.FindingsExit is null && (BuildFormat.Find(NameOf(settings))?.Exits ?? ToolCatalog.Find(NameOf(settings))?.Exits) is { } known)
        {
            return known;
        }

        var codes = settings.FindingsExit?.Value ?? (isExitCode ? AnyFailure : [1]);
        return ExitTable.Of(isExitCode ? ExitMeaning.Problems : ExitMeaning.Findings, codes.AsSpan());
    }

    /// <summary>
    /// The exit codes with which its <c>fix</c> has done its work: 0, and 1 or <c>findings_exit</c>, because some say so that they changed something, or
    /// that something is left. With any other it broke off, and what it wrote is worth nothing.
    /// </summary>
    public static ExitTable FixExitsOf(CheckSettings settings)
    {
        var codes = settings.FindingsExit?.Value ?? [1];
        return ExitTable.Of(ExitMeaning.Problems, codes.AsSpan());
    }

    /// <summary>The file, glob or folder that its report is read from: its own <c>report</c>, or a file or folder outside the tree where <c>{report}</c> or <c>{report_dir}</c> stands among its words; null for standard output.</summary>
    public static string? ReportOf(CheckSettings settings) => settings.Report?.Value
        ?? (Mentions(settings, CommandWords.ReportFolder) ? $"{{scratch}}/{settings.Name}.reports/"
            : Mentions(settings, CommandWords.Report) ? $"{{scratch}}/{settings.Name}.report"
            : null);

    private static bool Mentions(CheckSettings settings, string placeholder) => settings.Run!.Value.Value.Any(word => word.Contains(placeholder, StringComparison.Ordinal));

    private static string NameOf(CheckSettings settings) => settings.Parse?.Value ?? ExitCode;
}
