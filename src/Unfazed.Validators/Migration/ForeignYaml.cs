using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Validators.Migration;

/// <summary>Looks into the YAML of others, where any value may be something else than it ought to be.</summary>
internal static class ForeignYaml
{
    /// <summary>The document; null when it can't be read, which is noted.</summary>
    public static ConfigNode? Read(string path, string text, MigrationNotes notes)
    {
        var file = new SettingSource(SettingOrigin.ProjectFile, path);
        try
        {
            return path.EndsWith(".json", StringComparison.Ordinal) ? JsonReader.Read(text, file, []) : YamlReader.Read(text, file, []);
        }
        catch (ConfigSyntaxException problem)
        {
            notes.Leave(problem.Source.ToString(), problem.Message);
            return null;
        }
    }

    /// <summary>The value of a key; null where there is none.</summary>
    public static ConfigNode? Get(this ConfigNode? node, string key) => (node as MappingNode)?.Find(key);

    /// <summary>The text of a key; null where it is no text.</summary>
    public static string? Text(this ConfigNode? node, string key) => node.Get(key) is ScalarNode { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>Whether a key is true or false; null where it is neither.</summary>
    public static bool? Flag(this ConfigNode? node, string key) => node.Text(key) switch
    {
        "true" or "True" or "yes" => true,
        "false" or "False" or "no" => false,
        _ => null,
    };

    /// <summary>The items of a list.</summary>
    public static ImmutableArray<ConfigNode> Items(this ConfigNode? node) => node is SequenceNode list ? list.Items : [];

    /// <summary>The texts of a list, or the one text that stands in its place.</summary>
    public static ImmutableArray<string> Texts(this ConfigNode? node) => node switch
    {
        SequenceNode list => [.. list.Items.OfType<ScalarNode>().Select(static item => item.Text)],
        ScalarNode { IsNull: false } scalar => [scalar.Text],
        _ => [],
    };

    /// <summary>The keys of a mapping with their values.</summary>
    public static ImmutableArray<MappingEntry> Entries(this ConfigNode? node) => node is MappingNode mapping ? mapping.Entries : [];
}
