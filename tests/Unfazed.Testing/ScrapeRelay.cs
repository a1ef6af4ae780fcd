using System.Net;

namespace Unfazed.Testing;

/// <summary>Stands between a Prometheus and what it scrapes, and knows when it did, which Prometheus tells nobody.</summary>
public sealed class ScrapeRelay : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly HttpClient _client = new();
    private readonly RunningServer _target;
    private readonly SemaphoreSlim _scrapes = new(0);
    private readonly Task _serving;

    /// <summary>A relay to a server.</summary>
    /// <param name="target">What is scraped.</param>
    public ScrapeRelay(RunningServer target)
    {
        _target = target;
        (_listener, Port) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Where Prometheus scrapes.</summary>
    public int Port { get; }

    /// <summary>Ends when the next scrape begins: what an earlier one saw is stored.</summary>
    public async Task NextAsync()
    {
        while (await _scrapes.WaitAsync(0))
        {
            // Earlier ones.
        }

        await _scrapes.WaitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _client.Dispose();
        _scrapes.Dispose();
    }

    // Another program may take the port in the meantime.
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = RunningServer.FreePort();
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await RelayAsync(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The test is over, or Prometheus waited no longer, as on a busy machine: it scrapes again.
            }
        }
    }

    private async Task RelayAsync(HttpListenerContext scrape)
    {
        _scrapes.Release();
        using var shown = await _client.GetAsync(new Uri(_target.Address + scrape.Request.RawUrl));
        scrape.Response.StatusCode = (int)shown.StatusCode;
        scrape.Response.ContentType = shown.Content.Headers.ContentType?.ToString();
        scrape.Response.Close(await shown.Content.ReadAsByteArrayAsync(), willBlock: true);
    }
}
