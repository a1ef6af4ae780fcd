namespace Unfazed.Core.Baselines;

/// <summary>A problem that was there when the baseline was written. What counts is the fingerprint; the rest is for people and for updating.</summary>
public sealed record BaselineEntry
{
    /// <summary>The finding's fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>How many findings of a run bear it, 1 or more: two checks may see the same problem.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How many places of its file the finding stood for, 1 or more.</summary>
    public int Occurrences { get; init; } = 1;

    /// <summary>The check that found it; null where the file does not say.</summary>
    public string? Check { get; init; }

    /// <summary>The finding's tool; null where the file does not say.</summary>
    public string? Tool { get; init; }

    /// <summary>The finding's rule; empty when it has none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The finding's path, relative to the root; null for none.</summary>
    public string? Path { get; init; }
}
