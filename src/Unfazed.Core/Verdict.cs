namespace Unfazed.Core;

/// <summary>The answer for a whole run.</summary>
public enum Verdict
{
    /// <summary>Every tier-1 dimension that applies was verified and passed.</summary>
    Passed,

    /// <summary>A tier-1 dimension found problems.</summary>
    Blocked,

    /// <summary>Nothing blocks, but something in tier 1 could not be verified, or nothing at all was checked.</summary>
    Inconclusive,
}
