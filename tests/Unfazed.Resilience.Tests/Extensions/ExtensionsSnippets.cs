using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Unfazed.Resilience.Tests;

/// <summary>The snippets of the README of the extensions, compiled.</summary>
internal static class ExtensionsSnippets
{
    public static WebApplication Host(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddUnfazedResilience(builder.Configuration.GetSection("Resilience"));
        builder.Services.AddHttpClient("payments", client => client.BaseAddress = new Uri(builder.Configuration["Payments"]!)).AddCircuitBreaker();
        builder.Services.AddHealthChecks().AddCircuitBreakers();

        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapGet("/pay", async (IHttpClientFactory clients) => await clients.CreateClient("payments").GetStringAsync("/charge"));
        app.MapGet("/state", ([FromKeyedServices("payments")] CircuitBreaker breaker) => breaker.State.ToString());
        return app;
    }

    public static void Store(IServiceCollection services, string path)
    {
        services.AddUnfazedResilience(options =>
        {
            options.Store = new SqliteBreakerStore(path);
            options.Breakers["mail"] = new CircuitBreakerOptions { FailMax = 2 };
        });
    }
}
