using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.Dotnet;

/// <summary>
/// What <c>dotnet build</c> left: the compilers' reports, and beside them the log, for compilers that write no report and for what is wrong
/// with the build itself.
/// </summary>
/// <param name="reports">The folder of reports and logs, absolute; null to read the console alone.</param>
internal sealed partial class DotnetBuildReader(string? reports) : ILineReader
{
    /// <summary>The file of the errors.</summary>
    public const string ErrorLog = "errors.log";

    /// <summary>The file of the warnings.</summary>
    public const string WarningLog = "warnings.log";

    /// <summary>How many projects were compiled, each framework counted; known after reading.</summary>
    public int Compiled { get; private set; }

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        if (reports is null)
        {
            return Read(output, MsBuildLog.Read(output.Lines), null);
        }

        try
        {
            ImmutableArray<MsBuildDiagnostic> log = [.. MsBuildLog.ReadFile(Path.Combine(reports, ErrorLog)), .. MsBuildLog.ReadFile(Path.Combine(reports, WarningLog))];
            var compilers = CompilationReports.Read(reports, output.Tool, output.Paths);
            Compiled = compilers.Compilations.Length;
            return Read(output, log, compilers);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new OutputReading { Extent = Extent.Unread, Flaw = problem.Message };
        }
    }

    /// <inheritdoc/>
    public bool IsKnown(string line) => Built().IsMatch(line) || Report().IsMatch(line);

    private static OutputReading Read(ToolOutput output, ImmutableArray<MsBuildDiagnostic> log, CompilationReports? compilers)
    {
        var reported = compilers?.Findings ?? [];
        var places = reported.Select(static finding => (finding.Rule, finding.Path, finding.Line, finding.Column)).ToHashSet();
        var own = new RepositoryTargets(log, output.Paths);
        var further = log.Where(diagnostic => !own.IsFailureOfTheBuild(diagnostic))
            .Select(diagnostic => Finding(diagnostic, output)).Where(finding => !places.Contains((finding.Rule, finding.Path, finding.Line, finding.Column)));
        var failure = log.FirstOrDefault(own.IsFailureOfTheBuild);
        ImmutableArray<Finding> findings = [.. reported, .. further.Distinct()];

        // What depends on a project that was not built was not built either.
        var stop = output.Outcome.ExitCode is 0 ? null : findings.FirstOrDefault(static finding => finding.Severity == Severity.Error);
        return new OutputReading
        {
            Extent = Extent.StoppedAt(stop),
            Findings = findings,
            Failure = failure is null ? null : Describe(failure, output.Paths),
            Flaw = compilers is not null ? Silent(compilers, log, output) : failure is null && findings.All(static finding => finding.Severity != Severity.Error) ? StatedAlone(output) : null,
            ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt),
        };
    }

    // A build that ends well must have left a report for everything that it compiled; one that fails, for what it names no error of.
    private static string? Silent(CompilationReports compilers, ImmutableArray<MsBuildDiagnostic> log, ToolOutput output)
    {
        var hasFailed = output.Outcome.ExitCode != 0;
        var named = log.Where(static diagnostic => diagnostic.IsError).Select(static diagnostic => diagnostic.Owner).ToHashSet(StringComparer.Ordinal);
        var silent = compilers.Compilations.FirstOrDefault(compilation =>
            compilation is { OwesReport: true, HasReport: false } && !(hasFailed && named.Contains(compilation.Project)));
        if (silent is not null)
        {
            return $"{output.Paths.Resolve(silent.Project) ?? silent.Project} was compiled and its compiler left no report";
        }

        var known = compilers.Compilations.Select(static compilation => compilation.Assembly).ToHashSet(StringComparer.Ordinal);
        var unknown = output.Lines.Select(static line => Built().Match(line)).Where(static match => match.Success).Select(static match => match.Groups["path"].Value).FirstOrDefault(path => !known.Contains(Path.GetFileName(path)));
        return unknown is not null ? $"{output.Paths.Resolve(unknown) ?? unknown} was built and its compiler left no report"
            : known.Count == 0 && !hasFailed ? "it ended well and compiled nothing"
            : null;
    }

    // The console alone may have been filtered or cut off.
    private static string? StatedAlone(ToolOutput output) =>
        output.Lines.FirstOrDefault(static line => Failed().IsMatch(line)) is { } stated ? $"it says \"{stated.Trim()}\", and its output contains no error" : null;

    private static string Describe(MsBuildDiagnostic diagnostic, FindingPaths paths)
    {
        var project = diagnostic.Owner is { } owner ? (paths.Resolve(owner) ?? owner) + ": " : "";
        return OutputTail.Shorten($"{project}{diagnostic.Code}{(diagnostic.Code.Length > 0 ? ": " : "")}{diagnostic.Text}", 600);
    }

    private static Finding Finding(MsBuildDiagnostic diagnostic, ToolOutput output)
    {
        // Relative to the project where there is one.
        var paths = diagnostic.Project is { } project && Path.GetDirectoryName(project) is { Length: > 0 } directory ? output.Paths with { Directory = directory } : output.Paths;
        var path = paths.Resolve(diagnostic.Origin);
        var isFile = paths.Exists(path);
        return new Finding
        {
            Tool = output.Tool,
            Rule = diagnostic.Code,
            Severity = diagnostic.IsError ? Severity.Error : diagnostic.IsOfTheBuild ? Severity.Note : Severity.Warning,
            Message = diagnostic.Text,
            Path = isFile ? path : null,
            Line = isFile ? diagnostic.Line : null,
            Column = isFile ? diagnostic.Column : null,
        };
    }

    [GeneratedRegex(@"^(MSBuild version |Build (succeeded|FAILED)| +[0-9]+ (Warning|Error)\(s\)|Time Elapsed |  (Determining projects|All projects are up-to-date|Restored ))", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Report();

    [GeneratedRegex(@"^(Build FAILED\.|Build failed with [0-9]+ errors?\b.*| +[1-9][0-9]* Error\(s\))\r?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failed();

    // "  Name -> /path/Name.dll", which MSBuild's common targets print for each project that they build.
    [GeneratedRegex(@"^  \S[^\n]* -> (?<path>[^\n]+\.(dll|exe)\r?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Built();
}
