using System.Buffers;

namespace Unfazed.Core.Redaction.Decoding;

/// <summary>Decodes every escape of a text once. What an escape stands for may be a part of another: decode the result again.</summary>
/// <param name="withQuotes">Whether quotes inside quotes are escapes. They stand everywhere, and matter only to what holds a quote.</param>
internal sealed class EscapeDecoder(bool withQuotes)
{
    private readonly SearchValues<char> _beginnings = SearchValues.Create(withQuotes ? "%&\\'\"" : "%&\\");

    /// <summary>Decodes a view into another one.</summary>
    /// <param name="source">What is decoded.</param>
    /// <param name="target">Takes the result.</param>
    /// <returns>Whether the result reads otherwise: there was an escape, or it ends before one that is not complete.</returns>
    public bool Decode(TextView source, TextView target)
    {
        target.Reset(source, source.Length);
        var (found, at) = (false, 0);
        foreach (var open in source.Open)
        {
            found |= DecodePart(source, target, new Stretch(at, open.Start), out _, mayContinue: false);
            var start = target.Length;
            found |= DecodePart(source, target, open, out var end, mayContinue: true);
            target.Opens(start, target.Length);
            if (end < open.End)
            {
                target.Leaves(end);
            }

            at = open.End;
        }

        found |= DecodePart(source, target, new Stretch(at, source.Length), out _, mayContinue: false);
        return found || !target.Undecided.IsEmpty;
    }

    private bool DecodePart(TextView source, TextView target, Stretch part, out int end, bool mayContinue)
    {
        Span<char> decoded = stackalloc char[EscapeSequence.MaxDecoded];
        var text = source.Text[..part.End];
        var (found, copied, at) = (false, part.Start, part.Start);
        while (text[at..].IndexOfAny(_beginnings) is >= 0 and var distance)
        {
            at += distance;
            var length = EscapeSequence.Read(text[at..], decoded, out var written);
            if (length == EscapeSequence.Incomplete && mayContinue)
            {
                break;
            }

            if (length > 0)
            {
                Copy(text, target, copied, at);
                target.Add(decoded[..written], at, length);
                (found, copied) = (true, at + length);
            }

            at += Math.Max(1, length);
        }

        end = at < text.Length && mayContinue && text[at..].IndexOfAny(_beginnings) == 0 ? at : text.Length;
        Copy(text, target, copied, end);
        return found;
    }

    private static void Copy(ReadOnlySpan<char> text, TextView target, int start, int end)
    {
        if (end > start)
        {
            target.Add(text[start..end], start, end - start);
        }
    }
}
