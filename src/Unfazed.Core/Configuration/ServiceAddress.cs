using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Core.Configuration;

/// <summary>Where a service is, over HTTP. What is shown of it never holds its credentials.</summary>
public sealed class ServiceAddress : IEquatable<ServiceAddress>
{
    /// <summary>What would be right, for messages.</summary>
    internal const string Expected = "an http or https address such as http://localhost:9000";

    /// <summary>The same rule as a regular expression, for the JSON schema.</summary>
    internal const string Pattern = "^https?://[^/?#]";

    private const int Longest = 2_000;

    private ServiceAddress(Uri uri) => Uri = uri;

    /// <summary>The address with its credentials: for calls alone, never for a message.</summary>
    public Uri Uri { get; }

    /// <summary>Scheme, host, port and path: who is called. Without credentials and query, so that it may be stored and shown.</summary>
    public string Endpoint => Uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Reads an address. The error never quotes it: it may hold a password.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, or null.</param>
    /// <param name="error">What is wrong and what would be right; null when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServiceAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        error = text.Length > Longest ? $"too long for an address: at most {Longest} characters"
            : text.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character)) || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 ? $"not {Expected}"
            : uri.Fragment.Length > 0 ? "an address of a service has no fragment (#…)"
            : null;
        if (error is null)
        {
            address = new ServiceAddress(new Uri(text));
        }

        return error is null;
    }

    /// <inheritdoc/>
    public bool Equals(ServiceAddress? other) => other is not null && string.Equals(Uri.OriginalString, other.Uri.OriginalString, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ServiceAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Uri.OriginalString);

    /// <summary>The address for people: <c>***</c> for credentials, <c>?…</c> for a query, which may hold some too.</summary>
    public override string ToString()
    {
        var sign = Uri.Scheme.Length + Uri.SchemeDelimiter.Length;
        var shown = Uri.UserInfo.Length == 0 ? Endpoint : Endpoint.Insert(sign, "***@");
        return Uri.Query.Length > 1 ? shown + "?…" : shown;
    }
}
