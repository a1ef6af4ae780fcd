using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading.Sarif;

/// <summary>A SARIF message: a text, or the id of one of the rule's texts with arguments (§3.11).</summary>
internal static class SarifMessage
{
    private const int Longest = 16 * 1024;

    /// <summary>The text for people; empty when there is none.</summary>
    public static string Of(JsonElement message, JsonElement rule)
    {
        var text = message.Text("text") ?? message.Text("markdown");
        if (text is null && message.Text("id") is { } id)
        {
            var template = rule.Get("messageStrings").Get(id);
            text = template.Text("text") ?? template.Text("markdown");
        }

        text ??= rule.Get("shortDescription").Text("text") ?? "";
        return Fill(text, [.. message.Items("arguments").Select(static argument => argument.Text() ?? "")]);
    }

    // {0} is the first argument, {{ and }} are braces; what is none of these stays as it is.
    private static string Fill(string text, string[] arguments)
    {
        if (arguments.Length == 0 || !text.Contains('{', StringComparison.Ordinal))
        {
            return OutputTail.Shorten(text, Longest);
        }

        var filled = new StringBuilder();
        for (var at = 0; at < text.Length && filled.Length < Longest; at++)
        {
            var close = text[at] == '{' ? text.IndexOf('}', at) : -1;
            if (close > at && int.TryParse(text.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < arguments.Length)
            {
                filled.Append(arguments[index]);
                at = close;
                continue;
            }

            filled.Append(text[at]);
            at += text[at] is '{' or '}' && at + 1 < text.Length && text[at + 1] == text[at] ? 1 : 0;
        }

        return OutputTail.Shorten(filled.ToString(), Longest);
    }
}
