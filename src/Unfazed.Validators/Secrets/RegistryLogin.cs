using System.Buffers;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets;

/// <summary>The login of a registry in a configuration of Docker: the base64 of <c>user:password</c>.</summary>
internal static class RegistryLogin
{
    private const int MinLength = 16;
    private const int MaxBetween = 12;

    /// <summary>The value of an <c>auth</c>.</summary>
    public static SecretPlace? Match(ReadOnlySpan<byte> text, int start, int end)
    {
        var between = text[end..Math.Min(text.Length, end + MaxBetween)].IndexOfAnyExcept(BetweenMembers);
        var value = end + between;
        return between > 0 && text.Slice(end, between).EndsWith("\""u8) && Run(text, value, TokenText.Base64) is >= MinLength and <= TokenText.MaxLength and var run && HasPassword(text.Slice(value, run))
            ? new(value, value + run)
            : null;
    }

    private static bool HasPassword(ReadOnlySpan<byte> digits)
    {
        Span<byte> login = stackalloc byte[TokenText.MaxLength];
        return System.Buffers.Text.Base64.DecodeFromUtf8(digits, login, out _, out var length) == OperationStatus.Done && login[..length] is var text && text.IndexOf((byte)':') is > 0 and var colon
            && text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && AddressWithPassword.IsPassword(text[(colon + 1)..]);
    }
}
