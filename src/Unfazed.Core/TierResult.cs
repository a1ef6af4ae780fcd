using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>The results of one tier. A report always holds all three.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Results">One result for each dimension that has checks in this tier, in the order of the table.</param>
public sealed record TierResult(ValidationTier Tier, ImmutableArray<ValidationResult> Results)
{
    /// <summary>Whether all results passed; true when there is none.</summary>
    public bool Passed => Results.All(static result => result.Passed);
}
