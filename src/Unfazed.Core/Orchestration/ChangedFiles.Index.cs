using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Orchestration;

/// <content>What checks change in git's index, which moves no file.</content>
internal sealed partial class ChangedFiles
{
    /// <summary>The detail that names those of the files whose entries in git's index changed.</summary>
    public const string IndexDetail = "changed_index";

    private const int Shown = 3;

    private static readonly TimeSpan MaxStat = TimeSpan.FromSeconds(1);

    // The deadline may have ended the run. What is committed without having been judged is worse than an answer that is a little late.
    private static readonly TimeSpan MinLimit = TimeSpan.FromMilliseconds(300);

    private readonly IndexWatch _index = new(workspace, processes, staged);
    private readonly Dictionary<Check, GitIndexState> _indexBefore = new(ReferenceEqualityComparer.Instance);

    /// <summary>For a run that speaks for what is staged: why it does not speak for what is staged now; null where it does, and for any other run.</summary>
    /// <param name="left">What is left until the deadline.</param>
    public string? IndexProblem(TimeSpan left)
    {
        if (staged is null || (BoundedWork.TryRun(() => _index.IsUntouched, Limited(left, MaxStat), out var isUntouched) && isUntouched))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Limited(left, Limit), processes.Time);
        var looking = Task.Run(() => FromJudgedAsync(limit.Token), CancellationToken.None);

        // A blocking wait: one that goes through the pool would not come back when that is starved.
        return !looking.Wait((int)Limited(left, Limit).TotalMilliseconds, CancellationToken.None) || looking.Result is not { } changed
            ? "git does not say whether what is staged changed while this ran: run again"
            : changed.IsEmpty ? null : $"what is staged changed while this ran ({Names(changed)}), and that was not checked: run again";
    }

    /// <summary>For a run that speaks for what is staged: why checks that see the working tree did not see that; null where they did, and for any other run.</summary>
    /// <param name="left">What is left until the deadline.</param>
    public string? EditProblem(TimeSpan left)
    {
        if (staged is null || !BoundedWork.TryRun(MovedSinceListed, Limited(left, MaxStat), out var moved) || moved.IsEmpty)
        {
            return null;
        }

        // A file that was only touched, or that its check staged as well, is what is staged.
        var looking = Task.Run(() => ModifiedAsync(moved), CancellationToken.None);
        var edited = looking.Wait((int)Limited(left, Limit).TotalMilliseconds, CancellationToken.None) && looking.Result is { } modified ? [.. moved.Where(modified.Contains)] : moved;
        return edited.IsEmpty ? null : $"{Names(edited)} changed in the working tree while this ran, and what is staged of it was not checked: stage it, or run again";
    }

    private ImmutableArray<string> MovedSinceListed() =>
    [
        .. staged!.Paths.Except(staged.Differing, StringComparer.Ordinal)
            .Where(path => workspace.Find(path) is { } file && FileStatus.Of(workspace.FullPath(path)).Stamp != file.Stamp),
    ];

    private static TimeSpan Limited(TimeSpan left, TimeSpan limit) => left < MinLimit ? MinLimit : left < limit ? left : limit;

    private async Task<ImmutableArray<string>?> FromJudgedAsync(CancellationToken cancellationToken)
    {
        List<Glob> writable;
        lock (_gate)
        {
            writable = [.. _presences.Keys.SelectMany(static check => check.Writes)];
        }

        return await _index.NowAsync(cancellationToken).ConfigureAwait(false) is { } now && await _index.JudgedAsync(cancellationToken).ConfigureAwait(false) is { } judged
            ? _index.Differences(judged, now, writable)
            : null;
    }

    // What another check has staged before this one starts is not its doing.
    private async Task RememberIndexAsync(Check check)
    {
        if (Concerns(check) && await IndexAsync().ConfigureAwait(false) is { } state)
        {
            lock (_gate)
            {
                _indexBefore[check] = state;
            }
        }
    }

    private async Task<ImmutableArray<string>> RestagedAsync(Check check, List<Glob> writable)
    {
        GitIndexState? before;
        lock (_gate)
        {
            _ = _indexBefore.Remove(check, out before);
        }

        return before is not null && await IndexAsync().ConfigureAwait(false) is { } now && !ReferenceEquals(before, now)
            ? _index.Differences(before, now, writable)
            : [];
    }

    private async Task<GitIndexState?> IndexAsync()
    {
        using var limit = new CancellationTokenSource(Left(), processes.Time);
        var asking = Task.Run(() => _index.NowAsync(limit.Token), CancellationToken.None);
        return await IsDoneAsync(asking).ConfigureAwait(false) ? await asking.ConfigureAwait(false) : null;
    }

    private static Observation Described(Observation seen, ImmutableArray<string> written, ImmutableArray<string> restaged)
    {
        ImmutableArray<string> all = [.. written.Union(restaged, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var details = all.IsEmpty ? seen.Details : seen.Details.SetItem(Detail, all);
        return seen with { Details = restaged.IsEmpty ? details : details.SetItem(IndexDetail, restaged) };
    }

    private static ImmutableArray<string> Named(Observation seen, string detail) =>
        seen.Details.TryGetValue(detail, out var value) && value.Value is ImmutableArray<string> { IsDefault: false } paths ? paths : [];

    private static string Message(ImmutableArray<string> files, ImmutableArray<string> restaged) => restaged.Contains(files[0], StringComparer.Ordinal)
        ? $"what is staged of {Names(restaged)} changed while it ran: leave git's index to the user, or run again if somebody else staged it"
        : $"{files[0]}{More(files)}, which git tracks, changed while it ran: run what writes with \"unfazed fix\", allow it with \"writes\", or run again if somebody else changed it";

    private static string Names(ImmutableArray<string> files) =>
        string.Join(", ", files.Take(Shown).Select(PrintableName.Of)) + (files.Length > Shown ? More(files[(Shown - 1)..]) : "");

    private static string More(ImmutableArray<string> files) => files.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {files.Length - 1} more");
}
