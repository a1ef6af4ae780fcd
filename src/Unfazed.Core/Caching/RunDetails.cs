namespace Unfazed.Core.Caching;

/// <summary>What an observation says of the run in which it was made, and of no other.</summary>
internal static class RunDetails
{
    /// <summary>The detail that says for how many files the answer came from the cache.</summary>
    public const string CachedFiles = "cached_files";

    /// <summary>The same observation for any run.</summary>
    public static Observation Without(Observation seen) => seen with
    {
        Attempts = 0,
        Log = null,
        KilledProcesses = 0,
        Details = seen.Details.RemoveRange([CachedFiles, "waited_ms", "partially_staged"]),
    };
}
