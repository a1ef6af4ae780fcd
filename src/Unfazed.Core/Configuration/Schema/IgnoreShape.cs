using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>An entry of <c>ignore</c>.</summary>
internal sealed class IgnoreShape : Shape<IgnoreRule>
{
    private static readonly ObjectShape<IgnoreRule> Parts = new(
        "an entry of \"ignore\"",
        new IgnoreRule(null, null, null, SettingSource.Default),
        [
            Part("tool", "The finding's tool.", Shapes.Text, static rule => rule.Tool, static (rule, text) => rule with { Tool = text }),
            Part("rule", "The finding's rule.", Shapes.Text, static rule => rule.Rule, static (rule, text) => rule with { Rule = text }),
            Part("path", "A glob of paths.", NameShapes.Glob, static rule => rule.Path, static (rule, text) => rule with { Path = text }),
        ]);

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, [MaybeNullWhen(false)] out IgnoreRule value)
    {
        if (!Parts.TryRead(node, context, out value))
        {
            return false;
        }

        value = value with { Source = node.Source };
        return node is MappingNode { Entries.Length: > 0 } || context.Refuse(node.Source, "an empty entry would ignore everything: give tool, rule or path");
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        Parts.WriteSchema(writer, catalog);
        writer.WriteNumber("minProperties", 1);
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, IgnoreRule value, SettingSource source)
    {
        var parts = Parts.List("", value, value.Source).Select(static part => $"{part.Path}: {part.Value}");
        return [new ConfigurationEntry(path, $"{{{string.Join(", ", parts)}}}", value.Source)];
    }

    private static ValueKey<IgnoreRule, string> Part(
        string name, string description, Shape<string> shape, Func<IgnoreRule, string?> get, Func<IgnoreRule, string, IgnoreRule> set) =>
        new(name, description, shape)
        {
            Get = rule => get(rule) is { } text ? new Setting<string>(text, rule.Source) : null,
            Set = (rule, value) => set(rule, value.Value),
        };
}
