using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Syntax;

/// <summary>A value of a configuration file, the same for YAML and JSON. What a scalar means is for the schema to say.</summary>
internal abstract record ConfigNode(SettingSource Source)
{
    /// <summary>How many nodes it stands for, aliases counted as what they repeat.</summary>
    public abstract int Weight { get; }

    /// <summary>How many levels it has: 1 for a scalar.</summary>
    public abstract int Height { get; }
}

/// <summary>A text, a number, a truth value or null, as it was written.</summary>
/// <param name="Text">The text; for JSON's and plain scalars exactly as written.</param>
/// <param name="IsPlain">Written without quotes: it may be a number, a truth value or null.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record ScalarNode(string Text, bool IsPlain, SettingSource Source) : ConfigNode(Source)
{
    public override int Weight => 1;

    public override int Height => 1;

    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>A null that was written out: what weaker files say under its key is removed. A key with nothing behind it is a slip.</summary>
    public bool IsRemoval => IsNull && Text.Length > 0;
}

/// <summary>A list.</summary>
internal sealed record SequenceNode(ImmutableArray<ConfigNode> Items, SettingSource Source) : ConfigNode(Source)
{
    public override int Weight { get; } = 1 + Items.Sum(static item => item.Weight);

    public override int Height { get; } = 1 + Items.Select(static item => item.Height).DefaultIfEmpty().Max();
}

/// <summary>Keys with their values, in the order in which they stand there; no key twice.</summary>
internal sealed record MappingNode(ImmutableArray<MappingEntry> Entries, SettingSource Source) : ConfigNode(Source)
{
    public override int Weight { get; } = 1 + Entries.Sum(static entry => 1 + entry.Value.Weight);

    public override int Height { get; } = 1 + Entries.Select(static entry => entry.Value.Height).DefaultIfEmpty().Max();

    public ConfigNode? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal)).Value;

    /// <summary>
    /// This mapping under another (RFC 7396, JSON Merge Patch): keys of both merge, mappings in depth; a null that is written out removes its
    /// key; anything else is replaced.
    /// </summary>
    public MappingNode MergedWith(MappingNode stronger)
    {
        var entries = Entries.Select(static entry => (MappingEntry?)entry).ToList();
        var places = Entries.Select(static (entry, index) => (entry.Key, index)).ToDictionary(StringComparer.Ordinal);
        foreach (var entry in stronger.Entries)
        {
            var weak = places.TryGetValue(entry.Key, out var index) ? entries[index] : null;
            MappingEntry? merged = entry.Value is ScalarNode { IsRemoval: true } ? null : entry with { Value = Merge(weak?.Value, entry.Value) };
            if (weak is null)
            {
                entries.Add(merged);
            }
            else
            {
                entries[index] = merged;
            }
        }

        return new MappingNode([.. entries.OfType<MappingEntry>()], stronger.Source);
    }

    private static ConfigNode Merge(ConfigNode? weak, ConfigNode strong) =>
        strong is MappingNode patch ? (weak as MappingNode ?? new MappingNode([], patch.Source)).MergedWith(patch) : strong;
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where the key stands.</param>
internal readonly record struct MappingEntry(string Key, ConfigNode Value, SettingSource Source);
