using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Integrations.Delivery;

/// <summary>
/// HTTP towards services: no redirects (results go where the user said, and nowhere else), no cookies, and no proxy of the environment, whose
/// error pages would pass for a service's replies: only one that the service's settings name. Of a reply only its beginning is read.
/// </summary>
internal sealed class ServiceHttp : IDisposable
{
    private const int LongestBody = 8 * 1024;
    private const int LongestHeadersKilobytes = 16;

    private readonly ConcurrentDictionary<string, Lazy<HttpClient>> _clients = new(StringComparer.Ordinal);

    /// <summary>Sends a request and reads the beginning of its answer.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or not one of HTTP. Its message holds host and port, and no credentials.</exception>
    /// <exception cref="SecretFileException">A file that should hold a token or a password cannot be read.</exception>
    public async Task<HttpReply> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var credentials = await ServiceCredentials.ReadAsync(request.Uri, request.Access, cancellationToken).ConfigureAwait(false);
        using var response = await RespondAsync(request, credentials, cancellationToken).ConfigureAwait(false);
        var text = response.StatusCode == HttpStatusCode.NoContent ? "" : await BeginningAsync(response, cancellationToken).ConfigureAwait(false);
        return new HttpReply((int)response.StatusCode, credentials.Cover(response.ReasonPhrase ?? ""), credentials.Cover(text)) { RetryAfter = RetryAfterOf(response) };
    }

    // To the parser a number of seconds beyond its integers is no number.
    private static RetryConditionHeaderValue? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter
        ?? (response.Headers.NonValidated.TryGetValues("Retry-After", out var said) && said.ToString() is { Length: > 9 } digits && !digits.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(int.MaxValue))
            : null);

    /// <summary>Sends a request and shows each line of its reply until one is found, within the bounds of <see cref="ReplyLines"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="find">Returns what is sought, or null to go on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status, and what was found; null for nothing.</returns>
    /// <exception cref="HttpRequestException">As of <see cref="SendAsync"/>.</exception>
    /// <exception cref="SecretFileException">As of <see cref="SendAsync"/>.</exception>
    public async Task<(int Status, T? Found)> FindLineAsync<T>(ServiceRequest request, Func<string, T?> find, CancellationToken cancellationToken)
        where T : class
    {
        var credentials = await ServiceCredentials.ReadAsync(request.Uri, request.Access, cancellationToken).ConfigureAwait(false);
        using var response = await RespondAsync(request, credentials, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            T? found = null;
            var lines = new ReplyLines(stream);
            while (found is null && await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                found = find(line);
            }

            return ((int)response.StatusCode, found);
        }
    }

    private async Task<HttpResponseMessage> RespondAsync(ServiceRequest request, ServiceCredentials credentials, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, WithoutCredentials(request.Uri));
        message.Headers.TryAddWithoutValidation("User-Agent", $"unfazed/{ProductVersion.Current}");
        credentials.AddTo(message);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.MediaType);
        }

        return await ClientFor(request.Access.Proxy?.Value).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(static client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private static Uri WithoutCredentials(Uri uri) => uri.UserInfo.Length == 0 ? uri : new UriBuilder(uri) { UserName = "", Password = "" }.Uri;

    private HttpClient ClientFor(ServiceAddress? proxy) =>
        _clients.GetOrAdd(proxy?.Uri.OriginalString ?? "", _ => new Lazy<HttpClient>(() => Create(proxy))).Value;

    private static HttpClient Create(ServiceAddress? proxy) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = proxy is not null,
        Proxy = proxy is null ? null : new WebProxy(WithoutCredentials(proxy.Uri)) { Credentials = Credentials(proxy.Uri.UserInfo) },
        MaxResponseHeadersLength = LongestHeadersKilobytes,
        ActivityHeadersPropagator = null,
    })
    {
        // Each attempt has a limit of its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static NetworkCredential? Credentials(string user) => user.Split(':', 2) switch
    {
        [""] => null,
        [var name] => new NetworkCredential(Uri.UnescapeDataString(name), ""),
        [var name, var password] => new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password)),
        _ => null,
    };

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
    /// <summary>The credentials, and the proxy.</summary>
    public ServiceAccess Access { get; init; } = new();

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
