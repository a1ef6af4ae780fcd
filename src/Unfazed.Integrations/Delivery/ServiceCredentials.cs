using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Unfazed.Core.Configuration;

namespace Unfazed.Integrations.Delivery;

/// <summary>What one request shows of its sender.</summary>
internal sealed class ServiceCredentials
{
    // A shorter one would take ordinary words out of a service's message.
    private const int MinCovered = 4;

    private readonly ImmutableArray<string> _secrets;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly ImmutableDictionary<string, string> _headers;

    private ServiceCredentials(AuthenticationHeaderValue? authorization, string? secret, ImmutableDictionary<string, string> headers)
    {
        _authorization = authorization;
        _headers = headers;
        _secrets =
        [
            .. ((string?[])[secret, authorization?.Parameter, .. headers.Values]).OfType<string>()
                .Where(static text => text.Length >= MinCovered)
                .OrderByDescending(static text => text.Length),
        ];
    }

    /// <summary>Collects them, out of the address, the configuration and the files that it names.</summary>
    /// <exception cref="SecretFileException">A file cannot be read.</exception>
    public static async Task<ServiceCredentials> ReadAsync(Uri uri, ServiceAccess access, CancellationToken cancellationToken)
    {
        var headers = access.Headers?.Value ?? ImmutableDictionary<string, string>.Empty;
        var token = access.TokenFile is { } tokenFile
            ? RequireAscii(tokenFile.Value, await SecretFile.ReadAsync("token_file", tokenFile.Value, cancellationToken).ConfigureAwait(false))
            : access.Token?.Value;
        if (token is not null)
        {
            return new ServiceCredentials(new AuthenticationHeaderValue("Bearer", token), token, headers);
        }

        if (uri.UserInfo.Length == 0)
        {
            return new ServiceCredentials(null, null, headers);
        }

        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = Uri.UnescapeDataString(colon < 0 ? uri.UserInfo : uri.UserInfo[..colon]);
        var password = access.PasswordFile is { } passwordFile
            ? await SecretFile.ReadAsync("password_file", passwordFile.Value, cancellationToken).ConfigureAwait(false)
            : colon < 0 ? "" : Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]);
        return new ServiceCredentials(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))), password, headers);
    }

    // A header takes nothing else, and says so without naming the file.
    private static string RequireAscii(string path, string token) => token.Any(static character => character is < '!' or > '~')
        ? throw new SecretFileException($"token_file: {path} contains a character that no token has (RFC 6750: visible ASCII)")
        : token;

    /// <summary>Adds them to a request.</summary>
    public void AddTo(HttpRequestMessage message)
    {
        message.Headers.Authorization = _authorization;
        foreach (var (name, value) in _headers)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>A service's words without them: some repeat what they were sent.</summary>
    public string Cover(string text) => _secrets.Aggregate(text, static (covered, secret) => covered.Replace(secret, "***", StringComparison.Ordinal));
}
