using System.Collections.Immutable;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Baselines;

/// <summary>Which entries of a baseline a run could have found again: only of those it may be said that they are fixed.</summary>
/// <param name="report">The run.</param>
public sealed class BaselineScope(ValidationReport report)
{
    private readonly ILookup<string, CheckResult> _checks = report.Checks.ToLookup(static check => check.Name, StringComparer.Ordinal);

    /// <summary>What a run could have found: everything, or what it was narrowed to.</summary>
    /// <param name="report">The run.</param>
    /// <param name="exists">Whether there is a file at a path, relative to the root: a file that is gone has no findings.</param>
    public static BaselineScope Of(ValidationReport report, Func<string, bool> exists)
    {
        ArgumentNullException.ThrowIfNull(report);
        var narrowed = report.Run.NarrowedTo is { } paths ? paths.ToHashSet(StringComparer.Ordinal) : null;
        return new BaselineScope(report) { Exists = exists, IsSelected = narrowed is null ? null : path => PathsBelow.Holds(narrowed, path) };
    }

    /// <summary>Whether a path was among what the run was narrowed to; null for a whole run.</summary>
    public Func<string, bool>? IsSelected { get; init; }

    /// <summary>Whether there is a file at a path.</summary>
    public required Func<string, bool> Exists { get; init; }

    /// <summary>The checks whose findings the run does not know, by name.</summary>
    public ImmutableArray<string> Unverified =>
        [.. _checks.Where(static check => check.Any(static place => !IsVerified(place) && place.Status != CheckStatus.Skipped)).Select(static check => check.Key)];

    /// <summary>Whether the run would have found this problem if it were still there.</summary>
    public bool Covers(BaselineEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (IsSelected is not null && (entry.Path is null || !IsSelected(entry.Path)))
        {
            return false;
        }

        // Where there is no file there is no problem of it, whoever would have looked.
        if (entry.Path is { } path && !Exists(path))
        {
            return true;
        }

        var places = _checks[entry.Check ?? ""].Where(place => entry.Path is null || Holds(place.Directory, entry.Path)).ToList();
        return places.Count > 0 && places.TrueForAll(IsVerified);
    }

    // Of a file that could not be read nobody knows what would have been found.
    private static bool IsVerified(CheckResult check) => check.Observation is { Ending: ObservationEnding.Completed, Incomplete: null };

    private static bool Holds(string directory, string path) =>
        directory is "." or "" || path.StartsWith(directory + "/", StringComparison.Ordinal);
}
