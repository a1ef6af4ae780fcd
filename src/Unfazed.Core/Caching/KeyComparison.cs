using System.Collections.Immutable;

namespace Unfazed.Core.Caching;

/// <summary>Says what is different between two keys, by name.</summary>
internal static class KeyComparison
{
    /// <summary>What is different now, in the order of the parts; the files last. Empty when nothing is.</summary>
    public static ImmutableArray<KeyDifference> Compare(CacheKey before, CacheKey now) =>
    [
        .. Compare(Named(before.Parts), Named(now.Parts)).SelectMany(Detailed),
        .. CompareInputs(before.Inputs, now.Inputs),
    ];

    private static IEnumerable<KeyDifference> CompareInputs(InputList before, InputList now) => before.Equals(now)
        ? []
        : Compare(Named(before), Named(now)).Select(static difference => difference with { Before = null, After = null });

    private static List<KeyValuePair<(KeyPartKind Kind, string Name), string>> Named(ImmutableArray<KeyPart> parts) =>
        [.. parts.Select(static part => KeyValuePair.Create((part.Kind, part.Name), part.Value))];

    private static List<KeyValuePair<(KeyPartKind Kind, string Name), string>> Named(InputList inputs) =>
        [.. inputs.Entries.Select(static entry => KeyValuePair.Create((KeyPartKind.Input, entry.Key), entry.Value))];

    private static IEnumerable<KeyDifference> Compare(
        List<KeyValuePair<(KeyPartKind Kind, string Name), string>> before, List<KeyValuePair<(KeyPartKind Kind, string Name), string>> now)
    {
        var old = new Dictionary<(KeyPartKind, string), string>(before.Count);
        before.ForEach(part => old[part.Key] = part.Value);
        foreach (var (key, value) in now)
        {
            if (!old.Remove(key, out var was))
            {
                was = KeyPart.Absent;
            }

            if (was != value)
            {
                yield return new KeyDifference(key.Kind, key.Name, was == KeyPart.Absent ? PartChange.Added : value == KeyPart.Absent ? PartChange.Removed : PartChange.Changed)
                {
                    Before = was == KeyPart.Absent ? null : was,
                    After = value == KeyPart.Absent ? null : value,
                };
            }
        }

        foreach (var (key, value) in before.Where(part => old.ContainsKey(part.Key) && part.Value != KeyPart.Absent))
        {
            yield return new KeyDifference(key.Kind, key.Name, PartChange.Removed) { Before = value };
        }
    }

    // Of a command the words that came and went; values that may be secret, or say nothing to anybody, are not told.
    private static IEnumerable<KeyDifference> Detailed(KeyDifference difference) => difference switch
    {
        { Kind: KeyPartKind.Command, Before: { } before, After: { } after } => Words(difference, CommandPart.Words(before), CommandPart.Words(after)),
        { Kind: KeyPartKind.Tool or KeyPartKind.Package or KeyPartKind.Unfazed } => [difference],
        _ => [difference with { Before = null, After = null }],
    };

    private static IEnumerable<KeyDifference> Words(KeyDifference difference, ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var gone = Without(before, after);
        var come = Without(after, before);
        return gone.Count + come.Count == 0
            ? [difference with { Name = "order of words", Before = null, After = null }]
            : [
                .. gone.Select(word => difference with { Name = word, Change = PartChange.Removed, Before = null, After = null }),
                .. come.Select(word => difference with { Name = word, Change = PartChange.Added, Before = null, After = null }),
            ];
    }

    private static List<string> Without(ImmutableArray<string> words, ImmutableArray<string> others)
    {
        var rest = words.ToList();
        foreach (var other in others)
        {
            rest.Remove(other);
        }

        return rest;
    }
}

/// <summary>One thing in which two keys differ.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">Whether it is new, gone or another.</param>
internal sealed record KeyDifference(KeyPartKind Kind, string Name, PartChange Change)
{
    /// <summary>What it was; null where that says nothing to people.</summary>
    public string? Before { get; init; }

    /// <summary>What it is.</summary>
    public string? After { get; init; }
}

/// <summary>What happened to a part.</summary>
internal enum PartChange
{
    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It is no longer there.</summary>
    Removed,

    /// <summary>It is another.</summary>
    Changed,
}
