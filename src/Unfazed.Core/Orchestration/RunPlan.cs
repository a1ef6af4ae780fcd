using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>What a run will do: every check that was asked for, those with a known answer included.</summary>
/// <param name="Checks">In the order of the report: by tier, dimension, and then as found.</param>
/// <param name="Suggestions">One line for each language without evidence.</param>
public sealed record RunPlan(ImmutableArray<Check> Checks, ImmutableArray<string> Suggestions);
