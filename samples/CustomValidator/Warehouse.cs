using System.Net;
using Unfazed.Resilience;

namespace CustomValidator;

/// <summary>A service of one's own, behind a breaker that all runs of the user share: a dead warehouse costs the first runs a second, later ones nothing.</summary>
internal sealed class Warehouse : IDisposable
{
    private readonly HttpClient _client;
    private readonly RetryWithBreaker _calls;

    private Warehouse(Uri address, CircuitBreakerRegistry breakers)
    {
        _client = new HttpClient { BaseAddress = address };
        var breaker = breakers.GetBreaker($"warehouse {address}", new CircuitBreakerOptions { FailMax = 3 });
        _calls = new RetryWithBreaker(breaker, new RetryWithBreakerOptions
        {
            MaxAttempts = 2,
            BaseDelay = TimeSpan.FromMilliseconds(100),
            AttemptTimeout = TimeSpan.FromMilliseconds(500),
        });
    }

    /// <summary>The warehouse at an address; null where none is configured.</summary>
    public static Warehouse? Open(string? address, CircuitBreakerRegistry breakers) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? new Warehouse(uri, breakers) : null;

    /// <summary>Whether the warehouse knows a product.</summary>
    /// <exception cref="CircuitOpenException">The breaker is open: nothing was asked.</exception>
    /// <exception cref="HttpRequestException">It can't be reached, or did not understand.</exception>
    public async Task<bool> KnowsAsync(string sku, CancellationToken cancellationToken) => await _calls.ExecuteAsync(async token =>
    {
        using var answer = await _client.GetAsync(new Uri($"products/{Uri.EscapeDataString(sku)}", UriKind.Relative), token);
        return answer.StatusCode == HttpStatusCode.NotFound ? false : answer.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }, cancellationToken);

    public void Dispose() => _client.Dispose();
}
