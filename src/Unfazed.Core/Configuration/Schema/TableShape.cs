using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>What is wrong with a key, or null.</summary>
internal delegate string? KeyRule(string key, ReadContext context);

/// <summary>A mapping whose keys are names that the user gives.</summary>
/// <param name="expected">What it is, for messages.</param>
/// <param name="rule">Which keys are right.</param>
/// <param name="item">What each value looks like.</param>
internal sealed class TableShape<T>(string expected, KeyRule rule, Shape<T> item) : Shape<ImmutableArray<TableEntry<T>>>
{
    /// <summary>Writes <c>propertyNames</c> of the JSON schema; nothing by default.</summary>
    public Action<Utf8JsonWriter, ConfigurationCatalog>? KeySchema { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<TableEntry<T>> value)
    {
        value = [];
        if (node is not MappingNode mapping)
        {
            return context.RefuseKind(node, expected);
        }

        var entries = ImmutableArray.CreateBuilder<TableEntry<T>>();
        foreach (var entry in mapping.Entries)
        {
            var problem = rule(entry.Key, context);
            if (problem is not null)
            {
                context.Refuse(entry.Source, problem);
            }

            if (entry.Value is ScalarNode { IsRemoval: true })
            {
                continue;
            }

            if (item.TryRead(entry.Value, context, out var read) && problem is null)
            {
                entries.Add(new TableEntry<T>(entry.Key, read, entry.Source));
            }
        }

        value = entries.ToImmutable();
        return true;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteString("type", "object");
        if (KeySchema is not null)
        {
            writer.WriteStartObject("propertyNames");
            KeySchema(writer, catalog);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("additionalProperties");
        item.WriteSchema(writer, catalog);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<TableEntry<T>> value, SettingSource source) =>
        value.SelectMany(entry => item.List($"{path}.{entry.Key}", entry.Value, entry.Source));
}

/// <summary>One entry of a table.</summary>
/// <param name="Key">The user's name for it.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where the key stands.</param>
internal readonly record struct TableEntry<T>(string Key, T Value, SettingSource Source);
