using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Unfazed.Core;

namespace Unfazed.Integrations.Delivery;

/// <summary>
/// HTTP towards services: no redirects (results go where the user said, and nowhere else), no cookies, and no proxy of the environment, whose
/// error pages would pass for a service's answers. Of an answer only its beginning is read.
/// </summary>
internal sealed class ServiceHttp : IDisposable
{
    private const int LongestBody = 8 * 1024;
    private const int LongestHeadersKilobytes = 16;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = LongestHeadersKilobytes,
        ActivityHeadersPropagator = null,
    })
    {
        // Each attempt has a limit of its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a request and reads the beginning of its answer.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or not one of HTTP. Its message holds host and port, and no credentials.</exception>
    public async Task<HttpReply> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, WithoutCredentials(request.Uri));
        message.Headers.TryAddWithoutValidation("User-Agent", $"unfazed/{ProductVersion.Current}");
        if (request.Uri.UserInfo is { Length: > 0 } credentials)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Plain(credentials))));
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.MediaType);
        }

        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var text = response.StatusCode == HttpStatusCode.NoContent ? "" : await BeginningAsync(response, cancellationToken).ConfigureAwait(false);
        return new HttpReply((int)response.StatusCode, response.ReasonPhrase ?? "", text) { RetryAfter = response.Headers.RetryAfter };
    }

    public void Dispose() => _client.Dispose();

    private static Uri WithoutCredentials(Uri uri) => uri.UserInfo.Length == 0 ? uri : new UriBuilder(uri) { UserName = "", Password = "" }.Uri;

    private static string Plain(string credentials)
    {
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? Uri.UnescapeDataString(credentials) + ":"
            : $"{Uri.UnescapeDataString(credentials[..colon])}:{Uri.UnescapeDataString(credentials[(colon + 1)..])}";
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[LongestBody];
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, length);
        }
    }
}

/// <summary>A request to a service.</summary>
/// <param name="Method">GET, PUT or POST.</param>
/// <param name="Uri">Where, credentials included.</param>
internal sealed record ServiceRequest(HttpMethod Method, Uri Uri)
{
    /// <summary>What is sent, as UTF-8; null for nothing.</summary>
    public string? Body { get; init; }

    /// <summary>Its kind.</summary>
    public string MediaType { get; init; } = "text/plain; charset=utf-8";
}

/// <summary>The beginning of an answer.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Reason">The reason phrase, as it came.</param>
/// <param name="Body">At most 8 KiB of the body.</param>
internal sealed record HttpReply(int Status, string Reason, string Body)
{
    /// <summary>When to come back, if it says so.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; init; }
}
