using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>An entry under <c>checks</c>: <c>false</c>, or its settings.</summary>
internal sealed class CheckShape : Shape<CheckSettings>
{
    private static readonly ObjectShape<CheckSettings> Settings =
        new("a check", new CheckSettings { Name = "", Source = SettingSource.Default }, CheckKeys.All);

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, [MaybeNullWhen(false)] out CheckSettings value)
    {
        if (node is ScalarNode scalar && Shapes.ReadBoolean(scalar) is { } enabled)
        {
            value = new CheckSettings { Name = "", Source = node.Source, Enabled = enabled };
            return !enabled || context.Refuse(node.Source, "true says nothing: {} asks for the check, false switches it off");
        }

        value = null;
        if (node is not MappingNode mapping)
        {
            return context.RefuseKind(node, "a check: false, or a mapping such as { run: make test }");
        }

        Settings.TryRead(node, context, out value);
        value = value! with
        {
            Keys = mapping.Entries.ToImmutableDictionary(static entry => entry.Key, static entry => entry.Source, StringComparer.Ordinal),
        };
        return true;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteBoolean("const", false);
        writer.WriteEndObject();
        writer.WriteStartObject();
        Settings.WriteSchema(writer, catalog);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, CheckSettings value, SettingSource source)
    {
        var entries = Settings.List(path, value, source).ToList();
        return !value.Enabled ? [new ConfigurationEntry(path, "false", source)]
            : entries.Count == 0 ? [new ConfigurationEntry(path, "{}", source)]
            : entries;
    }
}
