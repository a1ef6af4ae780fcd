using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>Exit codes: <c>1</c>, <c>1-125</c>, or a list of such.</summary>
internal sealed class ExitCodesShape : Shape<ImmutableArray<int>>
{
    private const string Expected = "an exit code (1 to 255), a range such as 1-125, or a list of them";

    private static readonly ListShape<ImmutableArray<int>> Ranges = new(
        new ScalarShape<ImmutableArray<int>>
        {
            Expected = Expected,
            Parse = static (node, _) => ReadRange(node) is { } range ? range : new Wrong($"{Quoted.Of(node.Text)} is not {Expected}"),
            Format = static codes => codes.Length == 1 ? Number(codes[0]) : $"{Number(codes[0])}-{Number(codes[^1])}",
            Schema = static (writer, _) => WriteRange(writer),
        })
    {
        TakesSingle = true,
        NeedsItems = true,
    };

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<int> value)
    {
        var read = Ranges.TryRead(node, context, out var ranges);
        value = [.. ranges.SelectMany(static range => range).Distinct().Order()];
        return read;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog) => Ranges.WriteSchema(writer, catalog);

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<int> value, SettingSource source) =>
        Ranges.List(path, Runs(value), source);

    private static ImmutableArray<ImmutableArray<int>> Runs(ImmutableArray<int> codes) =>
        [.. codes.Select(static (code, index) => (code, index)).GroupBy(static pair => pair.code - pair.index)
            .Select(static run => run.Select(static pair => pair.code).ToImmutableArray())];

    private static ImmutableArray<int>? ReadRange(ScalarNode node)
    {
        var dash = node.Text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return node.IsPlain && ReadCode(node.Text) is { } code ? [code] : null;
        }

        return ReadCode(node.Text.AsSpan(0, dash)) is { } first && ReadCode(node.Text.AsSpan(dash + 1)) is { } last && first <= last
            ? [.. Enumerable.Range(first, last - first + 1)]
            : null;
    }

    private static int? ReadCode(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 1 and <= 255 ? code : null;

    private static string Number(int code) => code.ToString(CultureInfo.InvariantCulture);

    private static void WriteRange(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteString("type", "integer");
        writer.WriteNumber("minimum", 1);
        writer.WriteNumber("maximum", 255);
        writer.WriteEndObject();
        writer.WriteStartObject();
        Shapes.WritePattern(writer, "^[0-9]{1,3}-[0-9]{1,3}$");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
