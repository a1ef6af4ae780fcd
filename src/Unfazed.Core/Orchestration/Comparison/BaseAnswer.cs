using System.Collections.Immutable;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>What a check found at the base commit.</summary>
/// <param name="Fingerprints">Of its findings.</param>
/// <param name="Problem">Why it found nothing that could be compared; null when it came to its end.</param>
internal sealed record BaseAnswer(ImmutableHashSet<string> Fingerprints, string? Problem)
{
    /// <summary>The lines that were changed since; null where that does not matter.</summary>
    public ChangedLines? Changed { get; init; }

    /// <summary>There was nothing.</summary>
    public static BaseAnswer Nothing { get; } = new([], null);

    /// <summary>Nobody knows what there was.</summary>
    public static BaseAnswer Unknown(string problem) => new([], problem);
}
