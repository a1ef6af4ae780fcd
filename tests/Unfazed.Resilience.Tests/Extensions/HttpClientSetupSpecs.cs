using Microsoft.Extensions.DependencyInjection;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Breakers of clients that are set up in other ways than one by one.</summary>
public sealed class HttpClientSetupSpecs
{
    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_breaker_for_all_clients_is_one_for_each()
    {
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services(static services => services.ConfigureHttpClientDefaults(static builder => builder.AddCircuitBreaker()));
        var factory = services.GetRequiredService<IHttpClientFactory>();
        await factory.CreateClient("a").GetAsync(server.Address);
        var rejection = await Assert.ThrowsAsync<CircuitOpenException>(() => factory.CreateClient("a").GetAsync(server.Address));
        await factory.CreateClient("b").GetAsync(server.Address);
        Assert.Equal(("a", 2), (rejection.Name, server.Requests));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_breaker_that_is_added_twice_counts_a_failure_once()
    {
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services(
            static services => services.AddHttpClient("a").AddCircuitBreaker().AddCircuitBreaker(static options => options.BreakerName = "a"),
            failMax: 2);
        await services.GetRequiredService<IHttpClientFactory>().CreateClient("a").GetAsync(server.Address);
        Assert.Equal(1, services.GetRequiredKeyedService<CircuitBreaker>("a").Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_predicate_that_throws_is_asked_once()
    {
        var asked = 0;
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services(services => services.AddHttpClient("a").AddCircuitBreaker(options => options.IsFailure = _ =>
        {
            asked++;
            throw new InvalidOperationException("predicate");
        }));
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("a");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(server.Address));
        Assert.Equal(("predicate", 1), (error.Message, asked));
        Assert.Equal(CircuitState.Closed, services.GetRequiredKeyedService<CircuitBreaker>("a").State);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_retry_is_not_made_to_wait_for_a_rejection()
    {
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services(static services => services.AddHttpClient("a").AddCircuitBreaker(static options => options.RespondWithServiceUnavailable = true));
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("a");
        await client.GetAsync(server.Address);
        using var rejected = await client.GetAsync(server.Address);
        Assert.Equal((503, null), ((int)rejected.StatusCode, rejected.Headers.RetryAfter));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_configured_timeout_below_that_of_the_client_is_the_lease_of_a_probe()
    {
        var clock = new FakeTimeProvider();
        await using var server = await LocalServer.StartAsync(500);
        await using var services = Services(
            services => services.AddSingleton<TimeProvider>(clock).AddHttpClient("a", static client => client.Timeout = TimeSpan.FromSeconds(100)).AddCircuitBreaker());
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("a");
        breaker.RecordFailure();
        clock.Advance(TimeSpan.FromMinutes(10));
        var during = TimeSpan.Zero;
        await using var slow = await LocalServer.StartAsync(context =>
        {
            breaker.TryAdmit(out CircuitPermit _, out var rejection);
            during = rejection.RetryAfter;
            return context.Response.CompleteAsync();
        });
        await services.GetRequiredService<IHttpClientFactory>().CreateClient("a").GetAsync(slow.Address);
        Assert.InRange(during, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
    }

    private static ServiceProvider Services(Action<IServiceCollection> add, int failMax = 1)
    {
        var services = new ServiceCollection();
        services.AddUnfazedResilience(options => options.Defaults = new CircuitBreakerOptions
        {
            FailMax = failMax,
            ResetTimeout = TimeSpan.FromMinutes(10),
            OperationTimeout = TimeSpan.FromSeconds(3),
        });
        add(services);
        return services.BuildServiceProvider();
    }
}
