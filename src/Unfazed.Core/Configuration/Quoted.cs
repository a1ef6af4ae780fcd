using System.Globalization;
using System.Text;

namespace Unfazed.Core.Configuration;

/// <summary>Others' text inside our messages: short, on one line, without control characters.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    public static string Of(string text) => $"\"{Short(text)}\"";

    public static string Short(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return shown.Append('…').ToString();
            }

            Append(shown, rune);
        }

        return shown.ToString();
    }

    // Format characters are escaped too: some of them reverse or hide the text around them on a terminal.
    private static void Append(StringBuilder shown, Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            return;
        }

        shown.Append(rune.ToString());
    }
}
