using System.Runtime.InteropServices;

namespace Unfazed.Validators.Secrets;

/// <summary>Finds the secrets of a text, also those in base64.</summary>
internal static class SecretScanner
{
    // Base64 of a file of settings that has base64 in it.
    private const int MaxDepth = 3;

    // How far before its fixed part a secret can begin.
    private const int MaxBefore = 128;

    /// <summary>The secrets that begin in the first bytes of a text, in its order; at each place one.</summary>
    /// <param name="text">The text, and what was read ahead.</param>
    /// <param name="length">How many bytes count.</param>
    public static List<SecretMatch> Scan(ReadOnlySpan<byte> text, int length) => Scan(text, length, MaxDepth);

    private static List<SecretMatch> Scan(ReadOnlySpan<byte> text, int length, int depth)
    {
        List<SecretMatch> found = [];
        FindForms(text, length, found);
        if (depth > 0)
        {
            FindEncoded(text, length, found, depth);
        }

        return found.Count < 2 ? found : WithoutOverlaps(found);
    }

    private static void FindForms(ReadOnlySpan<byte> text, int length, List<SecretMatch> found)
    {
        for (var at = TokenBeginnings.Next(text, 0); at >= 0 && at < length + MaxBefore; at = TokenBeginnings.Next(text, at + 1))
        {
            foreach (var anchor in TokenBeginnings.At(text, at))
            {
                var (form, start) = (anchor.Form, at - anchor.Offset);
                if (start >= 0 && text[start..].StartsWith(form.Prefix) && form.Match(text, start, start + form.Prefix.Length) is { } place && place.Start < length)
                {
                    found.Add(new SecretMatch(form, place, IsEncoded: false));
                }
            }
        }
    }

    private static void FindEncoded(ReadOnlySpan<byte> text, int length, List<SecretMatch> found, int depth)
    {
        for (var next = EncodedText.Next(text, 0); next is { } run && run.Start < length; next = EncodedText.Next(text, run.End))
        {
            var decoded = EncodedText.Decode(text[run.Start..run.End]);
            foreach (var match in Scan(decoded, decoded.Length, depth - 1).DistinctBy(static match => match.Form))
            {
                found.Add(new SecretMatch(match.Form, match.Place with { Start = run.Start, End = run.EndOfLine }, IsEncoded: true));
            }
        }
    }

    private static List<SecretMatch> WithoutOverlaps(List<SecretMatch> found)
    {
        List<SecretMatch> kept = [];
        foreach (var match in found.OrderBy(static match => match.Place.Start).ThenBy(static match => match.Form.IsGeneral))
        {
            if (kept.Count == 0 || match.Place.Start >= kept[^1].Place.End)
            {
                kept.Add(match);
            }
            else if (kept[^1].Form.IsGeneral && !match.Form.IsGeneral)
            {
                kept[^1] = match;
            }
        }

        return kept;
    }
}

/// <summary>A secret that was found.</summary>
/// <param name="Form">Its form.</param>
/// <param name="Place">Where it is; in base64, where its digits are.</param>
/// <param name="IsEncoded">Whether it is in base64.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SecretMatch(TokenForm Form, SecretPlace Place, bool IsEncoded);
