using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>Between tables, which keep their order, and dictionaries.</summary>
internal static class TableEntries
{
    public static Setting<ImmutableDictionary<string, string>> ToSetting(Setting<ImmutableArray<TableEntry<string>>> table) =>
        new(table.Value.ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal), table.Source);

    public static ImmutableDictionary<string, Setting<T>> ToSettings<T>(IEnumerable<TableEntry<T>> table) =>
        table.ToImmutableDictionary(static entry => entry.Key, static entry => new Setting<T>(entry.Value, entry.Source), StringComparer.Ordinal);

    public static Setting<ImmutableArray<TableEntry<string>>> Of(Setting<ImmutableDictionary<string, string>> setting) => new(
        [.. setting.Value.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new TableEntry<string>(pair.Key, pair.Value, setting.Source))],
        setting.Source);

    public static Setting<ImmutableArray<TableEntry<T>>>? Of<T>(ImmutableDictionary<string, Setting<T>> settings) => settings.IsEmpty
        ? null
        : Setting<ImmutableArray<TableEntry<T>>>.Default(
            [.. settings.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(static pair => new TableEntry<T>(pair.Key, pair.Value.Value, pair.Value.Source))]);
}
