using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The rules of the built-in check <c>hygiene</c>, each on or off.</summary>
internal sealed class HygieneShape : Shape<bool>
{
    public static TableShape<bool> Rules { get; } = new("a mapping of rules", RuleProblem, new HygieneShape())
    {
        KeySchema = static (writer, catalog) =>
        {
            if (!catalog.HygieneRules.IsEmpty)
            {
                Shapes.WriteChoice(writer, catalog.HygieneRules);
            }
        },
    };

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out bool value)
    {
        value = true;
        return node is MappingNode
            ? context.Refuse(node.Source, "settings of a rule are not supported by this version: write true or false")
            : Shapes.Boolean.TryRead(node, context, out value);
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog) => Shapes.Boolean.WriteSchema(writer, catalog);

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, bool value, SettingSource source) =>
        Shapes.Boolean.List(path, value, source);

    private static string? RuleProblem(string rule, ReadContext context)
    {
        var known = context.Catalog.HygieneRules;
        return known.IsEmpty || known.Contains(rule, StringComparer.Ordinal) ? null : $"unknown rule {Quoted.Of(rule)}{NearestName.Hint(rule, known)}";
    }
}
