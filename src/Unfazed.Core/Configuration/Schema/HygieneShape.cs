using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A rule of the built-in check <c>hygiene</c>: on, off, or its settings.</summary>
/// <param name="settings">The settings that it has.</param>
internal sealed class HygieneRuleShape(ObjectShape<HygieneRuleSettings> settings) : Shape<HygieneRuleSettings>
{
    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out HygieneRuleSettings value)
    {
        value = new HygieneRuleSettings();
        if (node is MappingNode)
        {
            return settings.TryRead(node, context, out value!);
        }

        var read = Shapes.Boolean.TryRead(node, context, out var enabled);
        value = value with { Enabled = enabled };
        return read;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        Shapes.Boolean.WriteSchema(writer, catalog);
        writer.WriteEndObject();
        writer.WriteStartObject();
        settings.WriteSchema(writer, catalog);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, HygieneRuleSettings value, SettingSource source)
    {
        var entries = settings.List(path, value, source).ToList();
        return entries.Count > 0 ? entries : Shapes.Boolean.List(path, value.Enabled, source);
    }
}

/// <summary>The rules of the built-in check <c>hygiene</c>.</summary>
internal sealed class HygieneShape : Shape<ImmutableArray<TableEntry<HygieneRuleSettings>>>
{
    private static readonly HygieneRuleShape AnyRule = new(new("a rule's settings", new HygieneRuleSettings(), [HygieneKeys.Exclude]));
    private static readonly HygieneRuleShape SizeRule = new(new("the settings of a rule about size", new HygieneRuleSettings(), HygieneKeys.All));

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<TableEntry<HygieneRuleSettings>> value)
    {
        value = [];
        if (node is not MappingNode mapping)
        {
            return context.RefuseKind(node, "a mapping of rules");
        }

        var entries = ImmutableArray.CreateBuilder<TableEntry<HygieneRuleSettings>>();
        foreach (var entry in mapping.Entries)
        {
            var problem = RuleProblem(entry.Key, context);
            if (problem is not null)
            {
                context.Refuse(entry.Source, problem);
            }

            if (ShapeOf(entry.Key, context.Catalog).TryRead(entry.Value, context, out var read) && problem is null)
            {
                entries.Add(new TableEntry<HygieneRuleSettings>(entry.Key, read, entry.Source));
            }
        }

        value = entries.ToImmutable();
        return true;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var rule in catalog.HygieneRules)
        {
            writer.WriteStartObject(rule);
            ShapeOf(rule, catalog).WriteSchema(writer, catalog);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (!catalog.HygieneRules.IsEmpty)
        {
            writer.WriteBoolean("additionalProperties", false);
            return;
        }

        writer.WriteStartObject("additionalProperties");
        SizeRule.WriteSchema(writer, catalog);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<TableEntry<HygieneRuleSettings>> value, SettingSource source) =>
        value.SelectMany(entry => SizeRule.List($"{path}.{entry.Key}", entry.Value, entry.Source));

    private static HygieneRuleShape ShapeOf(string rule, ConfigurationCatalog catalog) =>
        catalog.HygieneRules.IsEmpty || catalog.HygieneSizeRules.Contains(rule, StringComparer.Ordinal) ? SizeRule : AnyRule;

    private static string? RuleProblem(string rule, ReadContext context)
    {
        var known = context.Catalog.HygieneRules;
        return known.IsEmpty || known.Contains(rule, StringComparer.Ordinal) ? null : $"unknown rule {Quoted.Of(rule)}{NearestName.Hint(rule, known)}";
    }
}
