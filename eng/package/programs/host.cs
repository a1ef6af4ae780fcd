using Unfazed.Resilience;

// A minimal API with a client behind a breaker. Its own /broken stands for the service that fails.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddUnfazedResilience(options => options.Breakers["payments"] = new CircuitBreakerOptions { FailMax = 2 });
builder.Services.AddHttpClient("payments").AddCircuitBreaker(options => options.RespondWithServiceUnavailable = true);
builder.Services.AddHealthChecks().AddCircuitBreakers();

var app = builder.Build();
var requests = 0;
app.MapHealthChecks("/health");
app.Map("/broken", () =>
{
    requests++;
    return Results.StatusCode(500);
});
app.Map("/pay", async (IHttpClientFactory clients) =>
{
    using var response = await clients.CreateClient("payments").GetAsync(new Uri(new Uri(app.Urls.First()), "/broken"));
    return Results.StatusCode((int)response.StatusCode);
});
await app.StartAsync();

using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var statuses = new List<int>();
for (var call = 0; call < 4; call++)
{
    using var response = await client.GetAsync("/pay");
    statuses.Add((int)response.StatusCode);
}

Console.WriteLine($"{string.Join(' ', statuses)}; requests that arrived: {requests}; health: {await client.GetStringAsync("/health")}");
await app.StopAsync();
