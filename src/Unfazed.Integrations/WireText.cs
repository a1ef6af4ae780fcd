using System.Text;

namespace Unfazed.Integrations;

/// <summary>Names of others (projects, branches, folders, checks) as they may stand in what is sent: well-formed, bounded, without control characters.</summary>
internal static class WireText
{
    // As long as an operator can read; some servers cut or refuse more.
    private const int Longest = 256;

    private const int FirstPicture = 0x2400;
    private const int PictureOfDelete = 0x2421;

    /// <summary>
    /// Control characters become their pictures (U+2400 and on), half surrogate pairs U+FFFD. InfluxDB 1 cannot take a line break in a tag,
    /// and no server profits from a NUL.
    /// </summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > Longest)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(rune.Value switch
            {
                < 0x20 => new Rune(FirstPicture + rune.Value),
                0x7F => new Rune(PictureOfDelete),
                _ => rune,
            });
        }

        return shown.ToString();
    }
}
