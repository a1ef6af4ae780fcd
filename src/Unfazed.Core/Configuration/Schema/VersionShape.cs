using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The version of the format: the number 1.</summary>
internal sealed class VersionShape : Shape<int>
{
    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out int value)
    {
        value = 1;
        return node is ScalarNode { IsPlain: true, Text: "1" }
            || (node is ScalarNode { IsNull: false } other
                ? context.Refuse(node.Source, $"{Quoted.Of(other.Text)} is not a version of this format that is known here: write 1")
                : context.RefuseKind(node, "the number 1"));
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog) => writer.WriteNumber("const", 1);

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, int value, SettingSource source) => [];
}
