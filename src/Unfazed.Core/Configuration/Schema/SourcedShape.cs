using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A value that keeps its own place, as one of a list does.</summary>
internal sealed class SourcedShape<T>(Shape<T> inner) : Shape<Setting<T>>
{
    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out Setting<T> value)
    {
        var read = inner.TryRead(node, context, out var bare);
        value = read ? new Setting<T>(bare!, node.Source) : default;
        return read;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog) => inner.WriteSchema(writer, catalog);

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, Setting<T> value, SettingSource source) =>
        inner.List(path, value.Value, value.Source);
}
