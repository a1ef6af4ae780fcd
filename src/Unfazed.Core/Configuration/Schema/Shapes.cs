using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>Values of one word that several keys share.</summary>
internal static class Shapes
{
    /// <summary>A text. A number or a truth value without quotes is the text that stands there.</summary>
    public static Shape<string> Text { get; } = Checked("a text", static (text, _) => text);

    /// <summary>A truth value.</summary>
    public static Shape<bool> Boolean { get; } = new ScalarShape<bool>
    {
        Expected = "true or false",
        Parse = static (node, _) => ReadBoolean(node) is { } value
            ? value
            : new Wrong($"{Quoted.Of(node.Text)} is not true or false (without quotes)"),
        Format = static value => value ? "true" : "false",
        Schema = static (writer, _) => writer.WriteString("type", "boolean"),
    };

    /// <summary>A duration.</summary>
    public static Shape<TimeSpan> Duration { get; } = new ScalarShape<TimeSpan>
    {
        Expected = DurationText.Expected,
        Parse = static (node, _) => DurationText.TryParse(node.Text, out var value, out var error) ? value : new Wrong(error),
        Format = DurationText.Of,
        Schema = static (writer, _) => WritePattern(writer, DurationText.Pattern),
    };

    /// <summary>A tier, by name or number.</summary>
    public static Shape<ValidationTier> Tier { get; } = new ScalarShape<ValidationTier>
    {
        Expected = "blocker, warning or monitor",
        Parse = static (node, _) => ReadTier(node) is { } tier
            ? tier
            : new Wrong($"{Quoted.Of(node.Text)} is not a tier: blocker, warning or monitor (1, 2 or 3)"),
        Format = static tier => tier.WireName(),
        Schema = static (writer, _) => WriteChoice(writer, ["blocker", "warning", "monitor"], [1, 2, 3]),
    };

    /// <summary>A number of cores.</summary>
    public static Shape<double> Cores { get; } = new ScalarShape<double>
    {
        Expected = "a number of cores such as 1 or 0.1",
        Parse = static (node, _) =>
            node.IsPlain
            && double.TryParse(node.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value is > 0 and <= 1024
                ? value
                : new Wrong($"{Quoted.Of(node.Text)} is not a number of cores: more than 0, at most 1024"),
        Format = static value => value.ToString(CultureInfo.InvariantCulture),
        Schema = static (writer, _) =>
        {
            writer.WriteString("type", "number");
            writer.WriteNumber("exclusiveMinimum", 0);
            writer.WriteNumber("maximum", 1024);
        },
    };

    /// <summary>A share, 0 to 100 per cent.</summary>
    public static Shape<double> Percent { get; } = new ScalarShape<double>
    {
        Expected = "a number from 0 to 100",
        Parse = static (node, _) =>
            node.IsPlain
            && double.TryParse(node.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= 100
                ? value
                : new Wrong($"{Quoted.Of(node.Text)} is not a number from 0 to 100 (per cent, without the sign)"),
        Format = static value => value.ToString(CultureInfo.InvariantCulture),
        Schema = static (writer, _) =>
        {
            writer.WriteString("type", "number");
            writer.WriteNumber("minimum", 0);
            writer.WriteNumber("maximum", 100);
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Shape<int> Whole(string expected, int least, int most) => new ScalarShape<int>
    {
        Expected = expected,
        Parse = (node, _) =>
            node.IsPlain && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value
                : new Wrong(string.Create(CultureInfo.InvariantCulture, $"{Quoted.Of(node.Text)} is not {expected}: {least} to {most}")),
        Format = static value => value.ToString(CultureInfo.InvariantCulture),
        Schema = (writer, _) =>
        {
            writer.WriteString("type", "integer");
            writer.WriteNumber("minimum", least);
            writer.WriteNumber("maximum", most);
        },
    };

    /// <summary>One of a few words.</summary>
    public static Shape<T> Choice<T>(string expected, params ImmutableArray<(string Word, T Value)> choices) => new ScalarShape<T>
    {
        Expected = expected,
        Parse = (node, _) =>
        {
            var index = choices.Select(static choice => choice.Word).ToList().IndexOf(node.Text);
            return index >= 0
                ? choices[index].Value
                : new Wrong($"{Quoted.Of(node.Text)} is not {expected}{NearestName.Hint(node.Text, choices.Select(static choice => choice.Word))}");
        },
        Format = value => choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word,
        Schema = (writer, _) => WriteChoice(writer, [.. choices.Select(static choice => choice.Word)]),
    };

    /// <summary>A text, not empty, under a rule of its own: gives the value to keep, or the error.</summary>
    public static Shape<string> Checked(string expected, Func<string, ReadContext, Parsed<string>> rule) => new ScalarShape<string>
    {
        Expected = expected,
        Parse = (node, context) => node.Text.Length == 0 ? new Wrong($"an empty text is not {expected}") : rule(node.Text, context),
        Format = static text => text,
        Schema = static (writer, _) => WriteText(writer),
    };

    /// <summary>YAML 1.2's core schema, and the words that YAML 1.1 had; quotes make a text of any of them.</summary>
    public static bool? ReadBoolean(ScalarNode node) => !node.IsPlain
        ? null
        : node.Text switch
        {
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            _ => null,
        };

    /// <summary>Editors read <c>1.10</c> and <c>true</c> without quotes as a number and a truth value; where a text is due they are texts.</summary>
    public static void WriteTextType(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("type");
        writer.WriteStringValue("string");
        writer.WriteStringValue("number");
        writer.WriteStringValue("boolean");
        writer.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter writer)
    {
        WriteTextType(writer);
        writer.WriteNumber("minLength", 1);
    }

    public static void WritePattern(Utf8JsonWriter writer, string pattern)
    {
        writer.WriteString("type", "string");
        writer.WriteString("pattern", pattern);
    }

    public static void WriteChoice(Utf8JsonWriter writer, ImmutableArray<string> words, params ImmutableArray<int> numbers)
    {
        writer.WriteStartArray("enum");
        foreach (var word in words)
        {
            writer.WriteStringValue(word);
        }

        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static ValidationTier? ReadTier(ScalarNode node) => node.Text switch
    {
        "blocker" => ValidationTier.Blocker,
        "warning" => ValidationTier.Warning,
        "monitor" => ValidationTier.Monitor,
        "1" when node.IsPlain => ValidationTier.Blocker,
        "2" when node.IsPlain => ValidationTier.Warning,
        "3" when node.IsPlain => ValidationTier.Monitor,
        _ => null,
    };
}
