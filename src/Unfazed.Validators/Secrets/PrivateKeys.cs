using System.Buffers;
using System.Runtime.InteropServices;

namespace Unfazed.Validators.Secrets;

/// <summary>The lines with which private keys begin: PEM (RFC 7468), OpenSSH, SSH2 (RFC 4716), OpenPGP armor (RFC 9580), PuTTY and OpenVPN.</summary>
internal static class PrivateKeys
{
    // The markers stand in pieces: a file that holds a whole one would be found by this rule.
    private const int MaxPrefix = 60;
    private static readonly SearchValues<byte> LabelBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "u8);

    /// <summary>The next marker at or behind a place, or null.</summary>
    public static Marker? Next(ReadOnlySpan<byte> text, int from) =>
        Earlier(
            Earlier(NextOf(text, from, "PRIVATE KEY"u8, PemStart), NextOf(text, from, "OpenVPN Static key V1"u8, PemStart)),
            NextOf(text, from, "PuTTY-User-Key-File-"u8, PuttyStart));

    private static Marker? NextOf(ReadOnlySpan<byte> text, int from, ReadOnlySpan<byte> ending, StartOf startOf)
    {
        for (var at = from; text[at..].IndexOf(ending) is >= 0 and var distance; at += distance + 1)
        {
            var end = at + distance + ending.Length;
            if (startOf(text[from..], end - ending.Length - from, end - from) is { } start)
            {
                return new Marker(from + start, end - from - start);
            }
        }

        return null;
    }

    // At least four dashes, BEGIN, and words in capitals up to here.
    private static int? PemStart(ReadOnlySpan<byte> text, int label, int end)
    {
        var windowStart = Math.Max(0, label - MaxPrefix);
        var window = text[windowStart..label];
        var begin = window.LastIndexOf("BEGIN "u8);
        if (begin < 0 || window[(begin + 6)..].IndexOfAnyExcept(LabelBytes) >= 0)
        {
            return null;
        }

        var dashes = window[..begin].TrimEnd((byte)' ');
        return dashes.EndsWith("----"u8) ? windowStart + dashes.LastIndexOfAnyExcept((byte)'-') + 1 : null;
    }

    // Its version and a colon follow.
    private static int? PuttyStart(ReadOnlySpan<byte> text, int label, int end) =>
        text[end..] is [>= (byte)'1' and <= (byte)'9', (byte)':', ..] ? label : null;

    private static Marker? Earlier(Marker? left, Marker? right) => left is null || right?.Start < left?.Start ? right : left;

    private delegate int? StartOf(ReadOnlySpan<byte> text, int label, int end);

    /// <summary>Where a marker stands, in bytes.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Marker(int Start, int Length);
}
