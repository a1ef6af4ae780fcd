using System.Buffers;

namespace Unfazed.Core.Redaction;

/// <summary>
/// The secrets themselves at the places that a scanner names. It does not tell them, and another tool that quotes the same line
/// would: so they are looked for from then on.
/// </summary>
internal static class FoundSecrets
{
    private const int MostLines = 200;
    private const int MostFindings = 1000;

    private static readonly SearchValues<char> OfTokens = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.");

    private static readonly SearchValues<string> KeyMarks = SearchValues.Create(["PRIVATE KEY", "PuTTY-User-Key-File", "OpenVPN Static key"], StringComparison.Ordinal);

    /// <summary>The secrets at these places.</summary>
    /// <param name="findings">What a scanner found.</param>
    /// <param name="linesOf">Gives the lines of a file.</param>
    public static IEnumerable<string> At(IEnumerable<Finding> findings, Func<string, string[]> linesOf) => findings
        .Where(static finding => finding is { Path: not null, Line: > 0 })
        .Take(MostFindings)
        .GroupBy(static finding => (Path: finding.Path!, finding.Lines))
        .SelectMany(group =>
        {
            var lines = group.Key.Lines ?? linesOf(group.Key.Path);
            return group.Where(finding => finding.Line <= lines.Length).SelectMany(finding => At(finding, lines));
        });

    private static IEnumerable<string> At(Finding finding, string[] lines)
    {
        var line = lines[finding.Line!.Value - 1];
        if (line.AsSpan().ContainsAny(KeyMarks))
        {
            return Body(lines, finding.Line.Value);
        }

        var start = Math.Clamp((finding.Column ?? 1) - 1, 0, line.Length);
        var end = finding.EndLine is null || finding.EndLine == finding.Line ? Math.Clamp((finding.EndColumn ?? 0) - 1, start, line.Length) : start;
        IEnumerable<string> exact = SecretValue.Fits(line[start..end], SecretPromise.Strong) ? [line[start..end]] : [];
        return exact.Concat(Random(line[start..]));
    }

    private static IEnumerable<string> Random(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            var length = rest.IndexOfAnyExcept(OfTokens) is >= 0 and var stop ? stop : rest.Length;
            if (SecretValue.LooksRandom(rest[..length]))
            {
                yield return text.Substring(at, length);
            }

            at += length + 1;
        }
    }

    // Of a key the place is its first line, and that is no secret.
    private static IEnumerable<string> Body(string[] lines, int from) => lines.Skip(from).Take(MostLines)
        .TakeWhile(static line => !line.Contains("-----END", StringComparison.Ordinal))
        .Select(static line => line.Trim()).Where(static line => SecretValue.LooksRandom(line));
}
