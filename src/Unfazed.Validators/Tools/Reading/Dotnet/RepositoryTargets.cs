using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading.Dotnet;

/// <summary>
/// Tells the errors of the repository's own targets, <c>&lt;Error&gt;</c> and <c>&lt;Exec&gt;</c>, from those of a build that could not do its work: a
/// project that checks something itself has found a problem.
/// </summary>
internal sealed partial class RepositoryTargets
{
    private const string CommandFailed = "MSB3073";

    private readonly FindingPaths _paths;
    private readonly HashSet<string?> _withFailedCommand;

    /// <summary>Takes all diagnostics of a build.</summary>
    public RepositoryTargets(ImmutableArray<MsBuildDiagnostic> log, FindingPaths paths)
    {
        _paths = paths;
        _withFailedCommand = log.Where(diagnostic => diagnostic.Code == CommandFailed && IsOwn(diagnostic)).Select(static diagnostic => diagnostic.Owner).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether a diagnostic says that the build could not do its work.</summary>
    public bool IsFailureOfTheBuild(MsBuildDiagnostic diagnostic) => diagnostic is { IsError: true, IsOfTheBuild: true } && !IsOwn(diagnostic) && !IsOfFailedCommand(diagnostic);

    private bool IsOwn(MsBuildDiagnostic diagnostic) => diagnostic is { IsError: true, Line: not null } && IsOfTarget(diagnostic) && IsInRepository(diagnostic);

    // A command that is not installed (126, 127; 9009 on Windows) says nothing about the repository.
    private static bool IsOfTarget(MsBuildDiagnostic diagnostic) =>
        diagnostic.Code.Length == 0 || (diagnostic.Code == CommandFailed && !NotInstalled().IsMatch(diagnostic.Text));

    // What the command printed in MSBuild's form is logged as the project's, or as that of <Exec> where it names no file; the build fails for it at exit code 0 too.
    private bool IsOfFailedCommand(MsBuildDiagnostic diagnostic) => diagnostic.Code.Length == 0 && (diagnostic.Origin == "EXEC" || _withFailedCommand.Contains(diagnostic.Owner));

    private bool IsInRepository(MsBuildDiagnostic diagnostic)
    {
        var paths = diagnostic.Project is { } project && Path.GetDirectoryName(project) is { Length: > 0 } directory ? _paths with { Directory = directory } : _paths;
        return paths.Exists(paths.Resolve(diagnostic.Origin));
    }

    [GeneratedRegex(@"exited with code (126|127|9009)\.", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NotInstalled();
}
