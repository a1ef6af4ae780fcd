using Unfazed.Core;

namespace Unfazed.Integrations.Agents;

/// <summary>What a dimension says when it runs again after an agent.</summary>
/// <param name="Result">Its result in the same tier; null where it has none any more.</param>
/// <param name="Remark">What else has changed, such as configuration; empty for nothing.</param>
internal sealed record Verification(ValidationResult? Result, string Remark);
