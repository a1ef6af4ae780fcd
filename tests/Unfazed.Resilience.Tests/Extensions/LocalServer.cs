using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Unfazed.Resilience.Tests;

/// <summary>A real HTTP server on loopback that does what the test says, and counts.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private LocalServer(WebApplication app) => _app = app;

    public int Requests => Volatile.Read(ref _requests);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<LocalServer> StartAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LocalServer(app);
        app.Run(async context =>
        {
            Interlocked.Increment(ref server._requests);
            await handle(context);
        });
        await app.StartAsync();
        return server;
    }

    public static Task<LocalServer> StartAsync(int status, string? retryAfter = null) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
