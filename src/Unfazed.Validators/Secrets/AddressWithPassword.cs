using System.Buffers;
using System.Text;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets;

/// <summary>An address with a name and a password (RFC 3986, 3.2.1) of a host that others can reach: of a database, a queue, a registry.</summary>
internal static class AddressWithPassword
{
    private const int MaxUser = 64;
    private const int MaxPassword = 100;
    private const int MaxHost = 100;
    private const int MinPassword = 8;
    private const int MinDifferent = 6;

    private static readonly SearchValues<byte> OfUser = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.%+"u8);
    private static readonly SearchValues<byte> OfPassword = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.%+!~=&^"u8);
    private static readonly SearchValues<byte> OfHost = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    private static readonly SearchValues<string> Words = SearchValues.Create(["pass", "pwd", "pw0", "p4ss", "p@ss", "user", "admin", "test", "demo", "hunter2", "s3cr", "abc123", "123456"], StringComparison.OrdinalIgnoreCase);

    // Names reserved for documentation and tests (RFC 2606, RFC 6761), and those that documentation takes instead.
    private static readonly SearchValues<string> Unreachable = SearchValues.Create(["localhost", "example", "domain", "yourhost", "hostname", "myhost", "server"], StringComparison.OrdinalIgnoreCase);
    private static readonly string[] ReservedParts = ["test", "invalid", "local", "foo", "bar", "host", "svc"];
    private static readonly string[] ReservedNumbers = ["127.", "0.0.", "192.0.2.", "198.51.100.", "203.0.113.", "1.2.3.", "1.1.1."];

    /// <summary>The password in an address.</summary>
    public static SecretPlace? Match(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start == 0 || !Alphanumeric.Contains(text[start - 1]))
        {
            return null;
        }

        var user = Run(text, end, OfUser, MaxUser);
        var password = end + user + 1;
        if (!Continues(text, password - 1, ":"u8) || Run(text, password, OfPassword, MaxPassword) is not (>= MinPassword and <= MaxPassword and var run) || !Continues(text, password + run, "@"u8))
        {
            return null;
        }

        var secret = text.Slice(password, run);
        var host = password + run + 1;
        return IsPassword(secret) && !secret.SequenceEqual(text.Slice(end, user)) && IsReachable(Encoding.ASCII.GetString(text.Slice(host, Run(text, host, OfHost, MaxHost))))
            ? new(password, password + run)
            : null;
    }

    /// <summary>Whether a password looks like a real one: letters and digits, no word of examples, no part of a format.</summary>
    public static bool IsPassword(ReadOnlySpan<byte> secret) =>
        secret.Length >= MinPassword && secret.ContainsAny(Digits) && secret.ContainsAnyInRange((byte)'A', (byte)'z') && !HasFormat(secret) && Randomness.IsRandom(secret, MinDifferent)
        && !Encoding.Latin1.GetString(secret).AsSpan().ContainsAny(Words);

    // A percent sign that encodes nothing, as in %s.
    private static bool HasFormat(ReadOnlySpan<byte> secret)
    {
        for (var at = secret.IndexOf((byte)'%'); at >= 0; at = secret.IndexOf((byte)'%'))
        {
            if (secret.Length < at + 3 || !char.IsAsciiHexDigit((char)secret[at + 1]) || !char.IsAsciiHexDigit((char)secret[at + 2]))
            {
                return true;
            }

            secret = secret[(at + 3)..];
        }

        return false;
    }

    private static bool IsReachable(string host) => host.Contains('.', StringComparison.Ordinal) && !host.AsSpan().ContainsAny(Unreachable)
        && !host.Split('.').Any(static part => ReservedParts.Contains(part, StringComparer.OrdinalIgnoreCase)) && !ReservedNumbers.Any(number => host.StartsWith(number, StringComparison.Ordinal));
}
