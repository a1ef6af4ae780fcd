using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A value of one word.</summary>
internal sealed class ScalarShape<T> : Shape<T>
{
    /// <summary>What would be right: <c>a duration such as 30s</c>.</summary>
    public required string Expected { get; init; }

    /// <summary>How a scalar that is not null is read.</summary>
    public required Func<ScalarNode, ReadContext, Parsed<T>> Parse { get; init; }

    /// <summary>How it is written.</summary>
    public required Func<T, string> Format { get; init; }

    /// <summary>Writes the members of its JSON schema.</summary>
    public required Action<Utf8JsonWriter, ConfigurationCatalog> Schema { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return context.RefuseKind(node, Expected);
        }

        var parsed = Parse(scalar, context);
        value = parsed.Value;
        return parsed.Error is null || context.Refuse(node.Source, parsed.Error);
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog) => Schema(writer, catalog);

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, T value, SettingSource source) =>
        [new ConfigurationEntry(path, Format(value), source)];
}
