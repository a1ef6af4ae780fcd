using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Coverage;

/// <summary>Reads reports of coverage that others wrote. One that is not newer than every file it speaks of, or could speak of, tells of other code.</summary>
/// <param name="reports">The files, relative to the root.</param>
/// <param name="isTrusted">Whether their age does not matter.</param>
internal sealed class CoverageReportValidator(ImmutableArray<string> reports, bool isTrusted) : IValidator
{
    /// <summary>Whether configuration leaves a path out; null where it leaves out none.</summary>
    public Func<string, bool>? IsExcluded { get; init; }

    /// <summary>The commit that changed lines are compared with; null for where the branch began.</summary>
    public string? ChangedSince { get; init; }

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var root = context.Workspace.Root;
        var all = new CoverageReport();
        var scopes = new List<ReportScope>();
        foreach (var path in reports)
        {
            if (!WorkspacePath.TryResolve(root, path, out var real, out var problem))
            {
                return Failed(ErrorCodes.UnreadableFile, $"{problem}: whoever runs the tests has to write it first");
            }

            var (report, flaw) = ForeignReport.Read(root, real);
            if (flaw is not null)
            {
                return Failed(ErrorCodes.UnreadableOutput, $"{path} could not be understood: {flaw}");
            }

            var scope = new ReportScope(report);
            if (!isTrusted && (Staleness(root, path, real, report) ?? Newer(context.Workspace, path, real, scope)) is { } stale)
            {
                return Failed(ErrorCodes.StaleInput, $"{stale}; run the tests again, or set dimensions.coverage.trust");
            }

            scopes.Add(scope);
            all.With(report.Without(IsExcluded));
        }

        var unreported = context.Workspace.Files.Where(file => Concerns(file, scopes) && !all.Files.ContainsKey(file.Path)).Select(static file => file.Path);

        return all.Lines.Valid == 0
            ? Failed(ErrorCodes.UnreadableOutput, "no line that could be run is in the report: nothing was measured")
            : await new CoverageObservation(context, ChangedSince) { Unreported = [.. unreported] }.AddAsync(Completed(all.Files.Count), all, cancellationToken).ConfigureAwait(false);
    }

    private static Observation Completed(int files) => new()
    {
        Ending = ObservationEnding.Completed,
        Summary = string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")}"),
    };

    private static Observation Failed(string error, string message) => new() { Ending = ObservationEnding.Error, Error = error, Message = message };

    private bool Concerns(WorkspaceFile file, List<ReportScope> scopes) => scopes.Exists(scope => scope.Holds(file)) && IsExcluded?.Invoke(file.Path) != true;

    // A source that the report has never heard of may be newer too.
    private string? Newer(WorkspaceSnapshot workspace, string path, string real, ReportScope scope)
    {
        var written = FileStatus.Of(workspace.FullPath(real)).Stamp.Modified;
        return workspace.Files.FirstOrDefault(file => Concerns(file, [scope]) && file.Stamp.Modified >= written) is { } newer ? $"{path} is not newer than {newer.Path}" : null;
    }

    private static string? Staleness(string root, string path, string real, CoverageReport report)
    {
        var written = FileStatus.Of(Path.Combine(root, real)).Stamp.Modified;
        foreach (var file in report.Files.Keys)
        {
            var source = FileStatus.Of(Path.Combine(root, file));
            if (source.Type != FileType.Regular)
            {
                return $"{path} speaks of {file}, which is not there";
            }

            if (source.Stamp.Modified >= written)
            {
                return $"{path} is not newer than {file}";
            }
        }

        return null;
    }
}
