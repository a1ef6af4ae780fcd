namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>
/// The lines that git puts around what it could not merge: seven <c>&lt;</c> or <c>&gt;</c> at the beginning of a line, a space, and where that
/// side came from. The <c>=======</c> between them is no sign by itself: headings are underlined so in Markdown and reStructuredText.
/// </summary>
internal static class ConflictMarkers
{
    /// <summary>Whether a line is such a marker.</summary>
    public static bool IsMarker(ReadOnlySpan<byte> line) =>
        line.Length > 8 && line[0] is (byte)'<' or (byte)'>' && line[7] == ' ' && line[1..7].IndexOfAnyExcept(line[0]) < 0 && line[8] != ' ';
}
