using Unfazed.Validators.Hygiene.EditorConfig;

namespace Unfazed.Validators.Fixing;

/// <summary>What of a text is mended.</summary>
internal readonly record struct MendingRules
{
    /// <summary>White space at the end of lines goes.</summary>
    public bool TrimsLines { get; init; }

    /// <summary>Two spaces and more behind a text stay: Markdown's line break.</summary>
    public bool KeepsLineBreaks { get; init; }

    /// <summary>The text ends with one line ending.</summary>
    public bool EndsWithLine { get; init; }

    /// <summary>All lines end alike: as said here, or as most of them do.</summary>
    public bool UnifiesEndings { get; init; }

    /// <summary>How lines end; null for what most of them do. Without it lines that all end alike stay as they are.</summary>
    public LineEnding? Ending { get; init; }

    /// <summary>The mark of UTF-8 goes.</summary>
    public bool RemovesMark { get; init; }
}

/// <summary>Mends a text. A pure function: what it gives is not mended any further, and nothing but marks and white space at ends of lines changes.</summary>
internal static class TextMending
{
    /// <summary>The mended text: equal to the text where there is nothing to mend.</summary>
    /// <param name="text">A text in an encoding that contains ASCII, with or without UTF-8's mark.</param>
    /// <param name="rules">What is fixed.</param>
    /// <param name="kept">The lines whose white space stays.</param>
    public static byte[] Mend(ReadOnlySpan<byte> text, MendingRules rules, ContentLines kept)
    {
        var body = text;
        while (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        var marks = rules.RemovesMark ? default : text[..^body.Length];
        var lines = rules.UnifiesEndings ? Unify(body, rules.Ending) : body.ToArray();
        var trimmed = rules.TrimsLines ? Trim(lines, rules.KeepsLineBreaks, kept) : lines;
        var ended = rules.EndsWithLine && !kept.ReachEnd ? End(trimmed, rules.Ending, Common(lines)) : trimmed;
        return [.. marks, .. ended];
    }

    /// <summary>How a line ending is written.</summary>
    public static ReadOnlySpan<byte> Bytes(LineEnding ending) => ending switch
    {
        LineEnding.Lf => "\n"u8,
        LineEnding.CrLf => "\r\n"u8,
        _ => "\r"u8,
    };

    // A CR that stands alone is content: it may overwrite a line on a terminal, or be the end of a name such as macOS's "Icon\r". So it stays, and
    // so does the line ending behind it, which would make another one of it.
    private static byte[] Unify(ReadOnlySpan<byte> text, LineEnding? asked)
    {
        var (lf, crLf, _) = Count(text);
        if (asked is null && (lf == 0 || crLf == 0))
        {
            return text.ToArray();
        }

        var ending = Bytes(asked ?? Common(text));
        var result = new List<byte>(text.Length + 16);
        while (text.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = text[..end];
            result.AddRange(line.EndsWith("\r\r"u8) ? text[..(end + 1)] : line[..^(line.EndsWith((byte)'\r') ? 1 : 0)]);
            result.AddRange(line.EndsWith("\r\r"u8) ? default : ending);
            text = text[(end + 1)..];
        }

        result.AddRange(text);
        return [.. result];
    }

    private static (int Lf, int CrLf, int Cr) Count(ReadOnlySpan<byte> text)
    {
        var crLf = text.Count("\r\n"u8);
        return (text.Count((byte)'\n') - crLf, crLf, text.Count((byte)'\r') - crLf);
    }

    private static LineEnding Common(ReadOnlySpan<byte> text)
    {
        var (lf, crLf, _) = Count(text);
        return crLf > lf ? LineEnding.CrLf : LineEnding.Lf;
    }

    private static byte[] Trim(ReadOnlySpan<byte> text, bool keepsBreaks, ContentLines lines)
    {
        var result = new List<byte>(text.Length);
        for (var number = 0; !text.IsEmpty; number++)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            var behind = end >= 0 && line.EndsWith((byte)'\r') ? 1 : 0;
            var content = line[..^behind];
            var kept = content.TrimEnd(" \t\v\f"u8);

            // Behind a CR that stands alone the rest of the line must stay: the CR would become half of CRLF.
            var stays = kept.EndsWith((byte)'\r') || (keepsBreaks && !kept.IsEmpty && content.EndsWith("  "u8)) || lines.Contain(number, kept);
            result.AddRange(stays ? content : kept);
            result.AddRange(line[^behind..]);
            if (end >= 0)
            {
                result.Add((byte)'\n');
            }

            text = end < 0 ? default : text[(end + 1)..];
        }

        return [.. result];
    }

    // A text of nothing but line endings becomes empty. Where CR may be how lines end, and nobody says so, nothing is added.
    private static byte[] End(ReadOnlySpan<byte> text, LineEnding? asked, LineEnding common)
    {
        if (asked != LineEnding.Cr && text.Contains((byte)'\r') && !text.Contains((byte)'\n'))
        {
            return text.ToArray();
        }

        var end = text.Length;
        while (end > 0 && text[end - 1] == '\n')
        {
            var line = end >= 2 && text[end - 2] == '\r' ? end - 2 : end - 1;
            if (line > 0 && text[line - 1] != '\n')
            {
                return text[..end].ToArray();
            }

            end = line;
        }

        return end == 0 || text[end - 1] == '\r' || text[end - 1] == '\n' ? text[..end].ToArray() : [.. text[..end], .. Bytes(asked ?? common)];
    }
}
