using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Orchestration;

/// <summary>A check of staged files sees the working tree: where that is not what is staged, it can find problems and can't rule them out.</summary>
internal static class StagedContent
{
    /// <summary>The detail that names the files.</summary>
    public const string Detail = "partially_staged";

    /// <summary>The observation of a check that would pass, as the error that it is; null where what it saw is what is staged.</summary>
    public static Observation? Differs(Observation passed) =>
        passed.Details.TryGetValue(Detail, out var detail) && detail.Value is ImmutableArray<string> { IsEmpty: false } files
            ? passed with { Error = ErrorCodes.StagedContentDiffers, Message = Message(files) }
            : null;

    private static string Message(ImmutableArray<string> files)
    {
        var more = files.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {files.Length - 1} more");
        return $"what is staged of {files[0]}{more} is not what lies in the working tree, and that is what was looked at: stage all of it (git add), or put the rest away (git stash --keep-index)";
    }
}
