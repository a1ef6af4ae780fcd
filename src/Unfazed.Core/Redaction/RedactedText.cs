using System.Text;

namespace Unfazed.Core.Redaction;

/// <summary>Covers secrets in a text that is known as a whole.</summary>
internal static class RedactedText
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "***";

    private const int LongestAtOnce = 16 * 1024;

    /// <summary>The same text where nothing is found. Secrets that overlap or touch are covered together, so that no end of one is left over.</summary>
    public static string Of(string text, SecretPatterns patterns)
    {
        if (text.Length > LongestAtOnce)
        {
            return OfLong(text, patterns);
        }

        var bytes = Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var search = patterns.Rent();
        search.Run(bytes, mayContinue: false);
        var clean = search.Found.IsEmpty ? text : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Covered(bytes, search)));
        patterns.Return(search);
        return clean;
    }

    private static string Covered(string bytes, SecretSearch search)
    {
        var clean = new StringBuilder(bytes.Length);
        var told = 0;
        foreach (var secret in search.Found)
        {
            clean.Append(bytes, told, secret.Start - told).Append(Mark);
            told = secret.End;
        }

        return clean.Append(bytes, told, bytes.Length - told).ToString();
    }

    private static string OfLong(string text, SecretPatterns patterns)
    {
        var clean = new MemoryStream();
        var bytes = Encoding.UTF8.GetBytes(text);
        var stream = new RedactedStream(patterns, clean.Write);
        stream.Write(bytes);
        stream.End(mayBeTorn: false);
        var shown = clean.GetBuffer().AsSpan(0, (int)clean.Length);
        return shown.SequenceEqual(bytes) ? text : Encoding.UTF8.GetString(shown);
    }
}
