using System.Buffers.Text;
using System.Text;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets;

/// <summary>
/// JSON web tokens (RFC 7519). Most expire within hours, and documentation is full of them: only those of services that do not expire are secrets, the role of a
/// service of Supabase and the account of a service of Kubernetes.
/// </summary>
internal static class JsonWebToken
{
    private const int MaxPart = 4096;
    private const int MinSignature = 16;

    /// <summary>The length of a token at a place; 0 where there is none.</summary>
    public static int Length(ReadOnlySpan<byte> text, int at) => Payload(text, at) is { } payload ? payload.End.Value + 1 + Run(text, payload.End.Value + 1, UrlSafe, MaxPart) - at : 0;

    /// <summary>A token of a service that does not expire.</summary>
    public static SecretPlace? OfService(ReadOnlySpan<byte> text, int start, int end)
    {
        if (!StartsAt(text, start) || Payload(text, start) is not { } payload)
        {
            return null;
        }

        var claims = Encoding.UTF8.GetString(Decode(text[payload]));
        return (claims.Contains("\"service_role\"", StringComparison.Ordinal) && !claims.Contains("supabase-demo", StringComparison.Ordinal)) || claims.Contains("\"kubernetes/serviceaccount\"", StringComparison.Ordinal)
            ? new(start, start + Length(text, start))
            : null;
    }

    // The second of three parts; the first two are JSON.
    private static Range? Payload(ReadOnlySpan<byte> text, int at)
    {
        var payload = at + Run(text, at, UrlSafe, MaxPart) + 1;
        var signature = payload + Run(text, Math.Min(payload, text.Length), UrlSafe, MaxPart) + 1;
        return Continues(text, at, "eyJ"u8) && Continues(text, payload - 1, ".eyJ"u8) && Continues(text, signature - 1, "."u8) && Run(text, signature, UrlSafe, MaxPart) >= MinSignature
            ? payload..(signature - 1)
            : null;
    }

    private static byte[] Decode(ReadOnlySpan<byte> part)
    {
        try
        {
            return Base64Url.DecodeFromUtf8(part);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
