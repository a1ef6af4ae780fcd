using System.Globalization;

namespace Unfazed.Core.Reports;

/// <summary>Text of others on one line for people, cut where it is too long, and saying by how much.</summary>
internal static class ShortText
{
    /// <summary>The text without line breaks and runs of white space, cleaned; at most <paramref name="limit"/> characters and the note of what is missing.</summary>
    public static string Line(string text, int limit)
    {
        // Cut first, roughly: a message of many megabytes is not worth cleaning.
        var missing = Math.Max(0, text.Length - limit);
        var kept = missing == 0 ? text : text[..limit];
        if (missing > 0 && char.IsHighSurrogate(kept[^1]))
        {
            kept = kept[..^1];
            missing++;
        }

        var line = TerminalText.CleanLine(string.Join(' ', kept.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        return missing == 0 ? line : string.Create(CultureInfo.InvariantCulture, $"{line}… ({missing:N0} more characters)");
    }
}
