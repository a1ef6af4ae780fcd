using System.Collections.Concurrent;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Unfazed.Resilience.Extensions;

/// <summary>Learns the timeout of each client that a breaker was added to: of one by its name, or of all without.</summary>
internal sealed class ClientTimeouts(string? client) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    private readonly ConcurrentDictionary<string, ClientTimeout> _byClient = new(StringComparer.Ordinal);

    public ClientTimeout Of(string name) => _byClient.GetOrAdd(name, static _ => new ClientTimeout());

    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (client is null || string.Equals(client, name, StringComparison.Ordinal))
        {
            options.HttpClientActions.Add(Of(name ?? "").Observe);
        }
    }
}

/// <summary>The timeout that the factory gave to a client, once it has made one; null where there is none.</summary>
internal sealed class ClientTimeout
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private long _ticks;

    public TimeSpan? Value => Volatile.Read(ref _ticks) is var ticks and > 0 ? TimeSpan.FromTicks(ticks) : null;

    public void Observe(HttpClient client) =>
        Volatile.Write(ref _ticks, client.Timeout > TimeSpan.Zero && client.Timeout <= Longest ? client.Timeout.Ticks : 0);
}
