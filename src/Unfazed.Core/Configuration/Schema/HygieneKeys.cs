using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys of a rule under <c>hygiene</c>.</summary>
internal static class HygieneKeys
{
    private const int LargestKilobytes = 1024 * 1024 * 1024;

    /// <summary>The key that every rule has.</summary>
    public static Key<HygieneRuleSettings> Exclude { get; } = new ValueKey<HygieneRuleSettings, ImmutableArray<string>>(
        "exclude", "Globs of files that the rule is not about.", new ListShape<string>(NameShapes.Glob) { TakesSingle = true })
    {
        Get = static rule => rule.Exclude,
        Set = static (rule, value) => rule with { Exclude = value },
    };

    /// <summary>The keys of a rule about size.</summary>
    public static ImmutableArray<Key<HygieneRuleSettings>> All { get; } =
    [
        Exclude,
        new ValueKey<HygieneRuleSettings, int>("max_kb", "From which size on a file is large, in kB of 1,024 bytes; 500 by default.", Shapes.Whole("a number of kB", 0, LargestKilobytes))
        {
            Get = static rule => rule.MaxKilobytes,
            Set = static (rule, value) => rule with { MaxKilobytes = value },
        },
        new ValueKey<HygieneRuleSettings, bool>("enforce_all", "Whether files that were committed before count as much as new ones.", Shapes.Boolean)
        {
            Get = static rule => rule.EnforceAll,
            Set = static (rule, value) => rule with { EnforceAll = value },
        },
    ];
}
