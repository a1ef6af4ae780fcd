using System.Buffers;
using System.Text;

namespace Unfazed.Validators.Secrets;

/// <summary>Comments with which people accept a secret where it is: those of gitleaks and of detect-secrets.</summary>
internal static class AcceptedLine
{
    // Who accepts a secret does it near it.
    private const int MaxDistance = 2000;

    private static readonly SearchValues<string> Marks = SearchValues.Create(["gitleaks:allow", "pragma: allowlist secret", "pragma: whitelist secret"], StringComparison.Ordinal);

    /// <summary>Whether the line of a place, or for <c>nextline</c> the line before, accepts it.</summary>
    public static bool Holds(ReadOnlySpan<byte> text, int at)
    {
        var before = text[Math.Max(0, at - MaxDistance)..at];
        var behind = text[at..Math.Min(text.Length, at + MaxDistance)];
        var start = before.LastIndexOf((byte)'\n') + 1;
        var end = behind.IndexOf((byte)'\n') is >= 0 and var length ? length : behind.Length;
        var previous = start == 0 ? default : before[(before[..(start - 1)].LastIndexOf((byte)'\n') + 1)..(start - 1)];
        return Encoding.Latin1.GetString([.. before[start..], .. behind[..end]]).AsSpan().ContainsAny(Marks) || previous.IndexOf("pragma: allowlist nextline secret"u8) >= 0;
    }
}
