using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A mapping with a fixed set of keys.</summary>
/// <param name="expected">What it is, for messages.</param>
/// <param name="start">The value that says nothing.</param>
/// <param name="keys">Its keys, in the order in which they are shown.</param>
internal sealed class ObjectShape<T>(string expected, T start, ImmutableArray<Key<T>> keys) : Shape<T>
{
    private readonly Dictionary<string, Key<T>> _byName = keys.ToDictionary(static key => key.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out T value)
    {
        value = start;
        if (node is not MappingNode mapping)
        {
            return context.RefuseKind(node, expected);
        }

        foreach (var entry in mapping.Entries)
        {
            if (_byName.TryGetValue(entry.Key, out var key))
            {
                value = key.IsBuilt && entry.Value is ScalarNode { IsRemoval: true } ? value : key.Read(value, entry, context);
                continue;
            }

            var hint = string.Equals(entry.Key, "<<", StringComparison.Ordinal)
                ? ": YAML 1.2 has no merge keys; write the keys out"
                : NearestName.Hint(entry.Key, keys.Where(static known => known.IsBuilt).Select(static known => known.Name));
            context.Refuse(entry.Source, $"unknown key {Quoted.Of(entry.Key)} in {expected}{hint}");
        }

        return true;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        foreach (var key in keys.Where(static key => key.IsBuilt))
        {
            writer.WriteStartObject(key.Name);
            writer.WriteString("description", key.Description);
            key.WriteSchema(writer, catalog);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, T value, SettingSource source)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        return keys.SelectMany(key => key.List(prefix + key.Name, value));
    }
}
