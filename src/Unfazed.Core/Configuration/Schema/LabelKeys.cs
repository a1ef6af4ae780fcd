using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary><c>labels</c>: what services get with every run, as a mapping in a file and as <c>NAME=VALUE,NAME=VALUE</c> in <c>UNFAZED_LABELS</c>.</summary>
internal static class LabelKeys
{
    private const string NamePattern = "^[a-zA-Z_][a-zA-Z0-9_]*$";

    // Labels of the metrics, tags and columns of the rows, and what Prometheus and QuestDB add: two of one name make a message invalid.
    private static readonly ImmutableHashSet<string> Taken =
    [
        "job", "instance", "project", "branch", "dimension", "tier", "check", "directory", "status", "severity", "state", "verdict", "breaker", "kind", "le", "quantile",
        "timestamp", "time", "run", "exit_code", "whole", "duration_ms", "deadline_ms", "checks", "cached", "errors", "warnings", "notes", "known", "ignored", "error", "passed", "attempts",
    ];

    private static readonly TableShape<string> Table = new("a mapping of labels", static (key, _) => Problem(key), WordShape.Any)
    {
        KeySchema = static (writer, _) => writer.WriteString("pattern", NamePattern),
    };

    /// <summary>The key at the root of a file.</summary>
    public static ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<string>>> Root { get; } = Key("labels", Table);

    /// <summary>The variable, by the name that an option would have.</summary>
    public static ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<string>>> Variable { get; } = Key("labels", new ListOfPairs());

    private static ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<string>>> Key(string name, Shape<ImmutableArray<TableEntry<string>>> shape) =>
        new(name, "Labels that services get with every run, such as a team.", shape)
        {
            Get = static configuration => configuration.Labels.Value.IsEmpty ? null : TableEntries.Of(configuration.Labels),
            Set = static (configuration, value) => configuration with { Labels = TableEntries.ToSetting(value) },
        };

    private static string? Problem(string name) =>
        name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_') || name.StartsWith("__", StringComparison.Ordinal)
            ? $"{Quoted.Of(name)} cannot be a label's name: letters, digits and _, no digit first, no __ in front"
            : Taken.Contains(name) ? $"{Quoted.Of(name)} is a label or column that every run has: choose another name" : null;

    private sealed class ListOfPairs : Shape<ImmutableArray<TableEntry<string>>>
    {
        public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<TableEntry<string>> value)
        {
            var labels = new Dictionary<string, TableEntry<string>>(StringComparer.Ordinal);
            var isRight = true;
            foreach (var part in ((ScalarNode)node).Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = part.IndexOf('=', StringComparison.Ordinal);
                var name = equals < 0 ? part : part[..equals].TrimEnd();
                var problem = equals < 0 ? $"{Quoted.Of(part)} is not NAME=VALUE" : Problem(name);
                labels[name] = new TableEntry<string>(name, equals < 0 ? "" : part[(equals + 1)..].TrimStart(), node.Source);
                isRight &= problem is null || context.Refuse(node.Source, problem);
            }

            value = [.. labels.Values];
            return isRight;
        }

        public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
        {
        }

        public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<TableEntry<string>> value, SettingSource source) =>
            value.Select(entry => new ConfigurationEntry($"{path}.{entry.Key}", entry.Value, entry.Source));
    }
}
