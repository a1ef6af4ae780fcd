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

    /// <summary>This mapping under another: keys of both merge, mappings in depth; anything else is replaced.</summary>
    public MappingNode MergedWith(MappingNode stronger)
    {
        var entries = Entries.ToBuilder();
        var places = Entries.Select(static (entry, index) => (entry.Key, index)).ToDictionary(StringComparer.Ordinal);
        foreach (var entry in stronger.Entries)
        {
            if (!places.TryGetValue(entry.Key, out var index))
            {
                entries.Add(entry);
                continue;
            }

            var merged = entries[index].Value is MappingNode weak && entry.Value is MappingNode strong ? weak.MergedWith(strong) : entry.Value;
            entries[index] = entry with { Value = merged };
        }

        return new MappingNode(entries.ToImmutable(), stronger.Source);
    }
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where the key stands.</param>
internal readonly record struct MappingEntry(string Key, ConfigNode Value, SettingSource Source);
