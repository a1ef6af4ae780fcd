using System.Text;

namespace Unfazed.Resilience;

/// <summary>The text of a cause: it goes into a store, messages and logs, and comes from a service that nobody trusts.</summary>
internal static class CauseText
{
    private const int MaxLength = 300;

    /// <summary>One line of at most 300 characters, without control characters and broken surrogates; null for null.</summary>
    public static string? OneLine(string? cause)
    {
        if (cause is null)
        {
            return null;
        }

        var line = new StringBuilder(Math.Min(cause.Length, MaxLength + 1));
        foreach (var rune in cause.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length > MaxLength + 1)
            {
                break;
            }
        }

        return Cut(line.ToString().TrimEnd());
    }

    private static string Cut(string line)
    {
        if (line.Length <= MaxLength)
        {
            return line;
        }

        var kept = MaxLength - 1;
        return line[..(char.IsHighSurrogate(line[kept - 1]) ? kept - 1 : kept)] + "…";
    }
}
