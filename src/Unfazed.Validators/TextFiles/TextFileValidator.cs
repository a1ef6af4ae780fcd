using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.TextFiles;

/// <summary>A check over text files.</summary>
/// <param name="scans">What it shares with the other checks of its run.</param>
/// <param name="part">Its own part there.</param>
internal sealed class TextFileValidator(SharedScan scans, int part) : IValidator
{
    /// <summary>So many findings are kept, about 100 MB of memory; the least severe ones go first.</summary>
    internal const int MaxFindings = 100_000;

    /// <summary>So many findings of one rule in one file are collected. All of them are compared with what existed before: with fewer, a new one could be left out beside known ones.</summary>
    internal const int MaxFindingsOfFile = 2 * MaxFindings;

    private const int NamedFiles = 5;

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        try
        {
            var scan = await scans.JoinAsync(part, context.Processes, cancellationToken).ConfigureAwait(false);
            var beyond = Task.Run(() => scan.FindBeyondContentAsync(part, cancellationToken), CancellationToken.None);
            var result = await scan.RunAsync(part, Math.Max(1, (int)context.Check.Cores), cancellationToken).ConfigureAwait(false);
            var found = await WithinAsync(beyond, cancellationToken).ConfigureAwait(false);
            var observation = Describe(result with { Findings = [.. result.Findings, .. found.Findings] }, scan.AnswersWithoutText(part));
            observation = observation with { Incomplete = found.Incomplete ?? observation.Incomplete };
            return cancellationToken.IsCancellationRequested ? observation with { Ending = ObservationEnding.TimedOut } : observation;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Observation { Ending = ObservationEnding.TimedOut, Attempts = 1 };
        }
    }

    // What was found in files counts, whatever else there was no time for.
    private static async Task<FoundBeyondContent> WithinAsync(Task<FoundBeyondContent> beyond, CancellationToken cancellationToken)
    {
        try
        {
            return await beyond.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return FoundBeyondContent.Nothing;
        }
    }

    private static Observation Describe(ScanResult result, bool answersWithoutText)
    {
        var observation = new Observation
        {
            Ending = ObservationEnding.Completed,
            Attempts = 1,
            Summary = WithLeftOut(result.TextFiles == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{result.TextFiles} files"), result),
            Findings = Bounded(result.Findings),
        };
        if (result.Findings.Length > MaxFindings)
        {
            observation = observation with
            {
                Details = observation.Details.Add("findings_left_out", (long)(result.Findings.Length - MaxFindings)),
                Incomplete = string.Create(CultureInfo.InvariantCulture, $"only {MaxFindings} of its {result.Findings.Length} findings are kept"),
            };
        }

        return result.Unreadable.IsEmpty && result.Deleted.IsEmpty ? WithoutProblems(observation, result, answersWithoutText || result.TextFiles > 0) : observation with
        {
            Ending = ObservationEnding.Error,
            Error = ErrorCodes.UnreadableFile,
            Message = Unread(result),
            Details = observation.Details.Add("unreadable_files", result.Unreadable.AddRange(result.Deleted)),
        };
    }

    private static string WithLeftOut(string summary, ScanResult result) => result.LeftOut.Length == 0 ? summary : $"{summary}, {result.LeftOut}";

    private static Observation WithoutProblems(Observation observation, ScanResult result, bool hasLooked) => hasLooked || !observation.Findings.IsEmpty
        ? observation
        : new Observation { Ending = ObservationEnding.Skipped, Message = WithLeftOut("no text file", result) };

    private static ImmutableArray<Finding> Bounded(ImmutableArray<Finding> findings) => findings.Length <= MaxFindings
        ? findings
        : [.. findings.OrderByDescending(static finding => finding.Severity).ThenBy(static finding => finding.Path, StringComparer.Ordinal).Take(MaxFindings)];

    private static string Unread(ScanResult result)
    {
        var unreadable = result.Unreadable.IsEmpty ? null : $"could not read {Named(result.Unreadable)}: check the permissions, or leave out what no check should read with exclude";
        var deleted = result.Deleted.IsEmpty ? null : $"{Named(result.Deleted)}: deleted while the check ran; run it again";
        return string.Join(". ", new[] { unreadable, deleted }.OfType<string>());
    }

    private static string Named(ImmutableArray<string> files)
    {
        var named = string.Join(", ", files.Take(NamedFiles));
        return files.Length > NamedFiles ? string.Create(CultureInfo.InvariantCulture, $"{named} and {files.Length - NamedFiles} more") : named;
    }
}

/// <summary>The scan that the checks of one run share. A check that asks again begins another: files may have changed since.</summary>
/// <param name="create">Makes one; asks git on the way.</param>
internal sealed class SharedScan(Func<ProcessRunner, CancellationToken, Task<TextFileScan>> create)
{
    private readonly Lock _gate = new();
    private Task<TextFileScan>? _current;
    private int _joined;

    /// <summary>The scan for a part that begins now.</summary>
    public async Task<TextFileScan> JoinAsync(int part, ProcessRunner processes, CancellationToken cancellationToken)
    {
        Task<TextFileScan> scan;
        lock (_gate)
        {
            // One that could not be made, because who asked was stopped, is nobody else's answer.
            if (_current is null || _current.IsFaulted || _current.IsCanceled || (_joined & (1 << part)) != 0)
            {
                _current = create(processes, cancellationToken);
                _joined = 0;
            }

            _joined |= 1 << part;
            scan = _current;
        }

        try
        {
            return await scan.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await JoinAsync(part, processes, cancellationToken).ConfigureAwait(false);
        }
    }
}
