using System.Collections.Immutable;

namespace Unfazed.Core.Configuration;

/// <summary>What <c>hygiene.RULE</c> says; null where it says nothing.</summary>
public sealed record HygieneRuleSettings
{
    /// <summary>Whether the rule is on: false for <c>RULE: false</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Globs of files that the rule is not about.</summary>
    public Setting<ImmutableArray<string>>? Exclude { get; init; }

    /// <summary>From which size on a file is large, in kB of 1,024 bytes; of rules about size.</summary>
    public Setting<int>? MaxKilobytes { get; init; }

    /// <summary>Whether files that were committed before count as much as new ones; of rules about size.</summary>
    public Setting<bool>? EnforceAll { get; init; }
}
