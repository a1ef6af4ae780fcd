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

    /// <summary>The first line that calls itself an error, else the last line: what follows an error explains it, or is a backtrace.</summary>
    public static string? Reason(string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd();
            if (line.StartsWith("error: ", StringComparison.Ordinal) || line.StartsWith("error[", StringComparison.Ordinal))
            {
                return Shorten(line.ToString(), 400);
            }
        }

        return LastLine(text);
    }

    /// <summary>The last lines, at most so many of them and of so many characters; empty when there is nothing.</summary>
    public static string LastLines(string text, int lines, int characters)
    {
        var rest = text.AsSpan().TrimEnd();
        var last = new List<string>();
        for (var length = 0; last.Count < lines && length <= characters && !rest.IsEmpty;)
        {
            var start = rest.LastIndexOf('\n') + 1;
            last.Add(rest[start..].TrimEnd().ToString());
            length += last[^1].Length + 1;
            rest = rest[..Math.Max(0, start - 1)];
        }

        last.Reverse();
        var tail = string.Join('\n', last);
        return tail.Length <= characters ? tail : "…" + tail[^characters..];
    }

    /// <summary>At most so many characters; what is cut shows as an ellipsis.</summary>
    public static string Shorten(string text, int characters) => text.Length <= characters ? text : text[..characters] + "…";
}
