namespace Unfazed.Validators.Tools.Reading;

/// <summary>The end of an output, for a message.</summary>
internal static class OutputTail
{
    /// <summary>The last line that says something, shortened; null when there is none.</summary>
    public static string? LastLine(string text)
    {
        var end = text.AsSpan().TrimEnd();
        return end.IsEmpty ? null : Shorten(end[(end.LastIndexOfAny('\n', '\r') + 1)..].Trim().ToString(), 400);
    }

    /// <summary>The last lines, at most so many of them and of so many characters; empty when there is nothing.</summary>
    public static string LastLines(string text, int lines, int characters)
    {
        var tail = string.Join('\n', text.AsSpan().TrimEnd().ToString().Split('\n').TakeLast(lines).Select(static line => line.TrimEnd()));
        return tail.Length <= characters ? tail : "…" + tail[^characters..];
    }

    /// <summary>At most so many characters; what is cut shows as an ellipsis.</summary>
    public static string Shorten(string text, int characters) => text.Length <= characters ? text : text[..characters] + "…";
}
