using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Unfazed.Resilience.Extensions;

namespace Unfazed.Resilience.Tests;

/// <summary>A breaker in front of an HttpClient, against a real server.</summary>
public sealed class HttpCircuitBreakerSpecs
{
    private const string Client = "payments";

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task A_client_of_a_failing_service_is_rejected_without_a_connection(int status)
    {
        await using var server = await LocalServer.StartAsync(status);
        await using var services = Services();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        for (var call = 0; call < 2; call++)
        {
            Assert.Equal(status, (int)(await client.GetAsync(server.Address)).StatusCode);
        }

        var rejection = await Assert.ThrowsAsync<CircuitOpenException>(() => client.GetAsync(server.Address));
        Assert.Equal((Client, 2), (rejection.Name, server.Requests));
        Assert.Equal($"HTTP {status}", Breaker(services).LastCause);
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_response_that_blames_the_request_does_not_open_the_breaker(int status)
    {
        await using var server = await LocalServer.StartAsync(status);
        await using var services = Services();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        for (var call = 0; call < 4; call++)
        {
            Assert.Equal(status, (int)(await client.GetAsync(server.Address)).StatusCode);
        }

        Assert.Equal((CircuitState.Closed, 0, 4), (Breaker(services).State, Breaker(services).Failures, server.Requests));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_rejection_can_be_a_503_with_the_time_to_wait()
    {
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services(options => (options.RespondWithServiceUnavailable, options.IncludeRetryAfter) = (true, true));
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        await client.GetAsync(server.Address);
        await client.GetAsync(server.Address);
        using var rejected = await client.GetAsync(server.Address);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 2), (rejected.StatusCode, server.Requests));
        Assert.InRange(rejected.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Breaker(services).Isolate("maintenance");
        using var isolated = await client.GetAsync(server.Address);
        Assert.Null(isolated.Headers.RetryAfter);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task What_the_service_asks_to_wait_is_in_the_cause()
    {
        await using var server = await LocalServer.StartAsync(429, retryAfter: "17");
        await using var services = Services();
        await services.GetRequiredService<IHttpClientFactory>().CreateClient(Client).GetAsync(server.Address);
        Assert.Equal("HTTP 429, retry after 17 s", Breaker(services).LastCause);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_refused_connection_opens_the_breaker()
    {
        Uri closed;
        await using (var server = await LocalServer.StartAsync(200))
        {
            closed = server.Address;
        }

        await using var services = Services();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(closed));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(closed));
        await Assert.ThrowsAsync<CircuitOpenException>(() => client.GetAsync(closed));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_timeout_of_the_client_opens_the_breaker()
    {
        await using var server = await LocalServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var services = Services();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("impatient");
        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(server.Address));
        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(server.Address));
        await Assert.ThrowsAsync<CircuitOpenException>(() => client.GetAsync(server.Address));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_caller_that_cancels_does_not_count()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var services = Services();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        for (var call = 0; call < 3; call++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(server.Address, cancel.Token));
        }

        Assert.Equal((CircuitState.Closed, 0), (Breaker(services).State, Breaker(services).Failures));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_synchronous_request_meets_the_same_breaker()
    {
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        await Task.Run(() =>
        {
            client.Send(new HttpRequestMessage(HttpMethod.Get, server.Address)).Dispose();
            client.Send(new HttpRequestMessage(HttpMethod.Get, server.Address)).Dispose();
            Assert.Throws<CircuitOpenException>(() => client.Send(new HttpRequestMessage(HttpMethod.Get, server.Address)));
        });
        Assert.Equal(2, server.Requests);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Two_clients_can_share_one_breaker()
    {
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services();
        var factory = services.GetRequiredService<IHttpClientFactory>();
        await factory.CreateClient(Client).GetAsync(server.Address);
        await factory.CreateClient("refunds").GetAsync(server.Address);
        await Assert.ThrowsAsync<CircuitOpenException>(() => factory.CreateClient(Client).GetAsync(server.Address));
    }

    private static CircuitBreaker Breaker(ServiceProvider services) => services.GetRequiredKeyedService<CircuitBreaker>(Client);

    private static ServiceProvider Services(Action<HttpCircuitBreakerOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddUnfazedResilience(options => options.Defaults = new CircuitBreakerOptions { FailMax = 2, ResetTimeout = TimeSpan.FromMinutes(10) });
        services.AddHttpClient(Client).AddCircuitBreaker(configure);
        services.AddHttpClient("refunds").AddCircuitBreaker(static options => options.BreakerName = Client);

        // The timeout is set after the breaker was added: the one that the factory gives counts.
        services.AddHttpClient("impatient").AddCircuitBreaker().ConfigureHttpClient(static client => client.Timeout = TimeSpan.FromSeconds(0.3));
        return services.BuildServiceProvider();
    }
}
