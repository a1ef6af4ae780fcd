using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary><c>NAME=30s,NAME=5m</c>: timeouts by check or dimension, of the option and its variable.</summary>
internal sealed class TimeoutOptionShape : Shape<ImmutableArray<TableEntry<TimeSpan>>>
{
    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<TableEntry<TimeSpan>> value)
    {
        var entries = new Dictionary<string, TableEntry<TimeSpan>>(StringComparer.Ordinal);
        var right = true;
        foreach (var part in ((ScalarNode)node).Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var problem = ReadPart(part, context, out var name, out var duration);
            entries[name] = new TableEntry<TimeSpan>(name, duration, node.Source);
            right &= problem is null || context.Refuse(node.Source, problem);
        }

        value = [.. entries.Values];
        return right;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<TableEntry<TimeSpan>> value, SettingSource source) =>
        value.Select(entry => new ConfigurationEntry($"{path}.{entry.Key}", DurationText.Of(entry.Value), entry.Source));

    private static string? ReadPart(string part, ReadContext context, out string name, out TimeSpan duration)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        name = equals < 0 ? part : part[..equals];
        duration = default;
        if (equals <= 0)
        {
            return $"{Quoted.Of(part)} is not NAME={DurationText.Example}: NAME is a check or a dimension";
        }

        var problem = context.IsName(name) ? null : $"unknown check or dimension {Quoted.Of(name)}{NearestName.Hint(name, context.Names)}";
        return DurationText.TryParse(part[(equals + 1)..], out duration, out var error) ? problem : error;
    }
}
