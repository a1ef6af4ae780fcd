using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.TextFiles;

/// <summary>A check over text files.</summary>
/// <param name="scans">What it shares with the other checks of its run.</param>
/// <param name="part">Its own part there.</param>
internal sealed class TextFileValidator(SharedScan scans, int part) : IValidator
{
    /// <summary>So many findings are kept; the least severe ones go first.</summary>
    internal const int MaxFindings = 20_000;

    private const int NamedFiles = 5;

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var threads = Math.Max(1, (int)context.Check.Cores);
        var result = await scans.Join(part).RunAsync(part, threads, cancellationToken).ConfigureAwait(false);
        var observation = Describe(result);
        return cancellationToken.IsCancellationRequested ? observation with { Ending = ObservationEnding.TimedOut } : observation;
    }

    private static Observation Describe(ScanResult result)
    {
        var observation = new Observation
        {
            Ending = ObservationEnding.Completed,
            Attempts = 1,
            Summary = result.TextFiles == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{result.TextFiles} files"),
            Findings = Bounded(result.Findings),
        };
        if (result.Findings.Length > MaxFindings)
        {
            observation = observation with { Details = observation.Details.Add("findings_left_out", (long)(result.Findings.Length - MaxFindings)) };
        }

        return result.Unreadable.IsEmpty ? WithoutProblems(observation, result.TextFiles) : observation with
        {
            Ending = ObservationEnding.Error,
            Error = ErrorCodes.UnreadableFile,
            Message = Unreadable(result.Unreadable),
            Details = observation.Details.Add("unreadable_files", result.Unreadable),
        };
    }

    private static Observation WithoutProblems(Observation observation, int textFiles) => textFiles > 0
        ? observation
        : new Observation { Ending = ObservationEnding.Skipped, Message = "no text file" };

    private static ImmutableArray<Finding> Bounded(ImmutableArray<Finding> findings) => findings.Length <= MaxFindings
        ? findings
        : [.. findings.OrderByDescending(static finding => finding.Severity).ThenBy(static finding => finding.Path, StringComparer.Ordinal).Take(MaxFindings)];

    private static string Unreadable(ImmutableArray<string> files)
    {
        var named = string.Join(", ", files.Take(NamedFiles));
        var more = files.Length > NamedFiles ? string.Create(CultureInfo.InvariantCulture, $" and {files.Length - NamedFiles} more") : "";
        return $"could not read {named}{more}: see to their permissions, or leave them out with exclude";
    }
}

/// <summary>The scan that the checks of one run share. A check that asks again begins another: files may have changed since.</summary>
internal sealed class SharedScan(Func<TextFileScan> create)
{
    private readonly Lock _gate = new();
    private TextFileScan? _current;

    /// <summary>The scan for a part that begins now.</summary>
    public TextFileScan Join(int part)
    {
        lock (_gate)
        {
            if (_current is null || _current.HasJoined(part))
            {
                _current = create();
            }

            _current.Claim(part);
            return _current;
        }
    }
}
