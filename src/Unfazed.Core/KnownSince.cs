namespace Unfazed.Core;

/// <summary>The commit whose findings are known: where the branch left a revision.</summary>
/// <param name="Revision">The revision, as people name it: <c>origin/main</c>.</param>
/// <param name="Commit">The commit, as git's object id; null where there is none.</param>
/// <param name="Problem">Why nothing can be compared, so that every finding counts as new; null when it can.</param>
public sealed record KnownSince(string Revision, string? Commit, string? Problem)
{
    private const int Shown = 10;

    /// <summary>Whether it is the commit that is checked out: then only what is not committed can be new.</summary>
    public bool IsHead { get; init; }

    /// <summary>Such as <c>origin/main (1a2b3c4d5e)</c>.</summary>
    public override string ToString() => Commit is null ? Revision : $"{Revision} ({Commit[..Math.Min(Shown, Commit.Length)]})";
}
