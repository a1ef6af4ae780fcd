using System.Text;

namespace Unfazed.Core.Redaction;

/// <summary>Covers secrets in a text that is known as a whole.</summary>
internal static class RedactedText
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "***";

    /// <summary>The same text where nothing is found. Secrets that overlap are covered together, so that no end of one is left over.</summary>
    public static string Of(string text, SecretPatterns patterns)
    {
        var next = patterns.Next(text);
        if (next < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var told = 0;
        while (next >= 0)
        {
            if (next >= told)
            {
                clean.Append(text, told, next - told).Append(Mark);
            }

            told = Math.Max(told, next + patterns.LengthAt(text.AsSpan(next)));
            next = patterns.Next(text.AsSpan(next + 1)) is >= 0 and var distance ? next + 1 + distance : -1;
        }

        return clean.Append(text, told, text.Length - told).ToString();
    }
}
