using System.Collections.Immutable;

namespace Unfazed.Core.Configuration;

/// <summary>The names that a configuration may use beside its own: they come from those who give checks.</summary>
public sealed record ConfigurationCatalog
{
    /// <summary>Every known check, expected here or not.</summary>
    public ImmutableArray<CatalogCheck> Checks { get; init; } = [];

    /// <summary>The rules of the built-in check <c>hygiene</c>; empty when they are not known, and then any name is taken.</summary>
    public ImmutableArray<string> HygieneRules { get; init; } = [];

    /// <summary>Those of them that are about size, and have <c>max_kb</c> and <c>enforce_all</c>.</summary>
    public ImmutableArray<string> HygieneSizeRules { get; init; } = [];

    internal CatalogCheck? Find(string name) => Checks.FirstOrDefault(check => string.Equals(check.Name, name, StringComparison.Ordinal));
}

/// <summary>A check that is known by name.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsTool">An external program, whose output a check of one's own may print too; false for a check in this process.</param>
public sealed record CatalogCheck(string Name, bool IsTool = true);
