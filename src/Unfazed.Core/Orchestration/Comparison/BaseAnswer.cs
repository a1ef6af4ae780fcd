using System.Collections.Immutable;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>What a check found at the base commit.</summary>
/// <param name="Occurrences">How many places each of its findings stands for, by fingerprint.</param>
/// <param name="Problem">Why it found nothing that could be compared; null when it came to its end.</param>
internal sealed record BaseAnswer(ImmutableDictionary<string, int> Occurrences, string? Problem)
{
    /// <summary>The lines that were changed since; null where that does not matter.</summary>
    public ChangedLines? Changed { get; init; }

    private static readonly ImmutableDictionary<string, int> None = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Whether a finding was there, in no fewer places.</summary>
    public bool Knows(Finding finding) => Occurrences.TryGetValue(finding.Fingerprint, out var there) && finding.Occurrences <= there;

    /// <summary>There was nothing.</summary>
    public static BaseAnswer Nothing { get; } = new(None, null);

    /// <summary>Nobody knows what there was.</summary>
    public static BaseAnswer Unknown(string problem) => new(None, problem);
}
