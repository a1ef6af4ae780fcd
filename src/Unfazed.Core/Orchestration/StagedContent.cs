using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Orchestration;

/// <summary>A check of what is staged or pushed sees the working tree: where that has another content, it can find problems and can't rule them out.</summary>
internal static class StagedContent
{
    /// <summary>The detail that names the files.</summary>
    public const string Detail = "partially_staged";

    /// <summary>The detail that names the commit that is pushed.</summary>
    private const string CommitDetail = "pushed_commit";

    private const int ShownDigits = 12;

    /// <summary>The details of an observation, with what was looked at and is not what is judged.</summary>
    public static ImmutableSortedDictionary<string, DetailValue> Describe(Check check, ImmutableSortedDictionary<string, DetailValue> details)
    {
        if (check.PartiallyStaged.IsEmpty)
        {
            return details;
        }

        var named = details.SetItem(Detail, check.PartiallyStaged);
        return check.JudgedCommit is { } commit ? named.SetItem(CommitDetail, commit) : named;
    }

    /// <summary>The observation of a check that would pass, or had nothing to look at, as the error that it is; null where what it saw is what is judged.</summary>
    public static Observation? Differs(Observation passed) =>
        passed.Details.TryGetValue(Detail, out var detail) && detail.Value is ImmutableArray<string> { IsEmpty: false } files
            ? passed with { Error = ErrorCodes.StagedContentDiffers, Message = Message(files, passed.Details.TryGetValue(CommitDetail, out var commit) ? commit.Value as string : null) }
            : null;

    private static string Message(ImmutableArray<string> files, string? commit)
    {
        var more = files.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {files.Length - 1} more");
        return commit is null
            ? $"what is staged of {files[0]}{more} is not what lies in the working tree, and that is what was looked at: stage all of it (git add), or put the rest away (git stash --keep-index)"
            : $"what is pushed of {files[0]}{more} (commit {commit[..Math.Min(ShownDigits, commit.Length)]}) is not what lies in the working tree, and that is what was looked at: commit the rest, or put it away (git stash --include-untracked)";
    }
}
