using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A list of values of one shape.</summary>
/// <param name="item">What each looks like.</param>
internal sealed class ListShape<T>(Shape<T> item) : Shape<ImmutableArray<T>>
{
    /// <summary>Whether one value may stand without a list around it.</summary>
    public bool TakesSingle { get; init; }

    /// <summary>Whether a list without items is refused.</summary>
    public bool NeedsItems { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<T> value)
    {
        value = [];
        if (TakesSingle && node is ScalarNode)
        {
            var read = item.TryRead(node, context, out var single);
            value = read ? [single!] : [];
            return read;
        }

        return node is SequenceNode sequence ? TryReadItems(sequence, context, out value) : context.RefuseKind(node, "a list");
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        if (!TakesSingle)
        {
            WriteArray(writer, catalog);
            return;
        }

        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        item.WriteSchema(writer, catalog);
        writer.WriteEndObject();
        writer.WriteStartObject();
        WriteArray(writer, catalog);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<T> value, SettingSource source)
    {
        var items = value.SelectMany(element => item.List("", element, source)).Select(static entry => entry.Value);
        return [new ConfigurationEntry(path, $"[{string.Join(", ", items)}]", source)];
    }

    private bool TryReadItems(SequenceNode sequence, ReadContext context, out ImmutableArray<T> value)
    {
        if (NeedsItems && sequence.Items.IsEmpty)
        {
            value = [];
            return context.Refuse(sequence.Source, "an empty list says nothing: give at least one value");
        }

        var items = ImmutableArray.CreateBuilder<T>(sequence.Items.Length);
        foreach (var element in sequence.Items)
        {
            if (item.TryRead(element, context, out var read))
            {
                items.Add(read);
            }
        }

        value = items.ToImmutable();
        return value.Length == sequence.Items.Length;
    }

    private void WriteArray(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        item.WriteSchema(writer, catalog);
        writer.WriteEndObject();
        if (NeedsItems)
        {
            writer.WriteNumber("minItems", 1);
        }
    }
}
