using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Breakers from dependency injection and configuration.</summary>
public sealed class ServiceCollectionSpecs
{
    [Fact]
    public void A_breaker_is_injected_by_its_name_with_the_options_of_the_configuration()
    {
        using var services = Services(new()
        {
            ["Defaults:FailMax"] = "7",
            ["Breakers:payments:ResetTimeout"] = "00:00:30",
            ["Breakers:mail:FailMax"] = "2",
        });
        var shop = ActivatorUtilities.CreateInstance<Shop>(services);

        Assert.Equal(("payments", 7, TimeSpan.FromSeconds(30)), (shop.Payments.Name, shop.Payments.Options.FailMax, shop.Payments.Options.ResetTimeout));
        Assert.Equal(2, services.GetRequiredKeyedService<CircuitBreaker>("mail").Options.FailMax);
        Assert.Equal(7, services.GetRequiredKeyedService<CircuitBreaker>("other").Options.FailMax);
        Assert.Same(shop.Payments, services.GetRequiredKeyedService<CircuitBreaker>("payments"));
        Assert.True(services.GetRequiredService<CircuitBreakerRegistry>().TryGet("payments", out var registered));
        Assert.Same(shop.Payments, registered);
    }

    [Theory]
    [InlineData("Breakers:payments:FialMax", "3", "\"Resilience:Breakers:payments:FialMax\" is unknown. Known here: FailMax")]
    [InlineData("Braekers:payments:FailMax", "3", "\"Resilience:Braekers\" is unknown. Known here: Breakers, Defaults, StoreBudget")]
    [InlineData("Breakers:payments:FailMax", "three", "\"Resilience:Breakers:payments:FailMax\" is \"three\"; it must be a whole number")]
    [InlineData("Breakers:payments:ResetTimeout", "30", "\"Resilience:Breakers:payments:ResetTimeout\" is \"30\"; it must be a duration such as 00:00:30")]
    [InlineData("Breakers:payments:FailMax", "0", "Breakers:payments: FailMax must be 1 to 1000")]
    [InlineData("Defaults:ResetTimeout", "31.00:00:00", "Defaults: ResetTimeout must be")]
    [InlineData("Defaults:SlidingWindow", "0", "\"Resilience:Defaults:SlidingWindow\" is \"0\"; it must be 1 to 100000 calls")]
    [InlineData("Defaults:Mode", "1", "\"Resilience:Defaults:Mode\" is \"1\"; it must be Active or MetricsOnly or Disabled")]
    [InlineData("Defaults:FailureRateThreshold", "50%", "\"Resilience:Defaults:FailureRateThreshold\" is \"50%\"; it must be a share such as 0.5")]
    [InlineData("StoreBudget", "00:02:00", "StoreBudget is 00:02:00; it must be 10 ms to 1 minute")]
    public async Task A_host_with_a_wrong_setting_does_not_start(string key, string value, string message)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddUnfazedResilience(Section(new() { [key] = value }));
        using var host = builder.Build();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_but_the_generator_is_a_setting()
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mode"] = "metricsOnly",
            ["FailMax"] = "7",
            ["SlidingWindow"] = "00:00:20",
            ["FailureRateThreshold"] = "0.25",
            ["MinimumThroughput"] = "8",
            ["SlowCallDuration"] = "00:00:02",
            ["SlowCallRateThreshold"] = "0.75",
            ["HalfOpenMaxCalls"] = "3",
            ["SuccessThreshold"] = "2",
            ["ResetTimeout"] = "00:00:30",
            ["OperationTimeout"] = "00:00:10",
            ["LeaseGrace"] = "00:00:01",
            ["MaxBreak"] = "00:05:00",
        };
        Assert.Equal(
            typeof(CircuitBreakerOptions).GetProperties().Select(property => property.Name).Except(["Default", "BreakDuration"]).Order(StringComparer.Ordinal),
            values.Keys.Order(StringComparer.Ordinal));
        using var services = Services(values.ToDictionary(pair => $"Defaults:{pair.Key}", pair => pair.Value, StringComparer.Ordinal));

        var expected = new CircuitBreakerOptions
        {
            Mode = CircuitMode.MetricsOnly,
            FailMax = 7,
            SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(20)),
            FailureRateThreshold = 0.25,
            MinimumThroughput = 8,
            SlowCallDuration = TimeSpan.FromSeconds(2),
            SlowCallRateThreshold = 0.75,
            HalfOpenMaxCalls = 3,
            SuccessThreshold = 2,
            ResetTimeout = TimeSpan.FromSeconds(30),
            OperationTimeout = TimeSpan.FromSeconds(10),
            LeaseGrace = TimeSpan.FromSeconds(1),
            MaxBreak = TimeSpan.FromMinutes(5),
        };
        Assert.Equal(expected, services.GetRequiredKeyedService<CircuitBreaker>("payments").Options);
    }

    [Fact]
    public void A_reload_changes_the_options_and_keeps_the_state()
    {
        var configuration = Configuration(new() { ["Breakers:payments:FailMax"] = "3" });
        using var services = new ServiceCollection().AddUnfazedResilience(configuration.GetSection("Resilience")).BuildServiceProvider();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        breaker.RecordFailure();
        configuration["Resilience:Breakers:payments:FailMax"] = "2";
        configuration.Reload();

        Assert.Equal((2, 1), (breaker.Options.FailMax, breaker.Failures));
        breaker.RecordFailure();
        Assert.Equal(CircuitState.Open, breaker.State);
    }

    [Fact]
    public void A_reload_that_is_wrong_is_logged_and_changes_nothing()
    {
        var log = new ListLogger();
        var configuration = Configuration(new() { ["Breakers:payments:FailMax"] = "3" });
        using var services = new ServiceCollection().AddUnfazedResilience(configuration.GetSection("Resilience"))
            .AddLogging(builder => builder.AddProvider(log)).BuildServiceProvider();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        configuration["Resilience:Breakers:payments:FailMax"] = "none";
        configuration.Reload();

        Assert.Equal(3, breaker.Options.FailMax);
        Assert.Contains(log.Lines, line => line.StartsWith("Error: The options of circuit breakers were not reloaded", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reload_in_which_the_hosts_own_code_throws_is_logged_and_changes_nothing()
    {
        var log = new ListLogger();
        var configuration = Configuration(new() { ["Breakers:payments:FailMax"] = "3" });
        using var services = new ServiceCollection().AddUnfazedResilience(configuration.GetSection("Resilience"))
            .AddUnfazedResilience(options => options.Defaults = options.Defaults with { SlidingWindow = SlidingWindow.OfCalls(int.Parse(configuration["Window"] ?? "10", CultureInfo.InvariantCulture)) })
            .AddLogging(builder => builder.AddProvider(log)).BuildServiceProvider();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        configuration["Window"] = "0";
        configuration.Reload();

        Assert.Equal(3, breaker.Options.FailMax);
        Assert.Contains(log.Lines, line => line.StartsWith("Error: The options of circuit breakers were not reloaded", StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_that_is_disposed_synchronously_disposes_its_registry()
    {
        var services = new ServiceCollection().AddUnfazedResilience().BuildServiceProvider();
        services.GetRequiredService<CircuitBreakerRegistry>().GetBreaker("payments").RecordFailure();
        services.Dispose();
    }

    [Fact]
    public void A_store_makes_the_breakers_of_a_host_durable()
    {
        using var folder = new TemporaryDirectory();
        for (var failures = 1; failures <= 2; failures++)
        {
            using var services = new ServiceCollection().AddUnfazedResilience(options =>
            {
                options.Store = new SqliteBreakerStore(folder["breakers.db"]);
                options.StoreBudget = TimeSpan.FromMinutes(1);
            }).BuildServiceProvider();
            var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
            breaker.RecordFailure();
            Assert.Equal((failures, true), (breaker.Failures, breaker.Snapshot().Durable));
        }
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddUnfazedResilience(Section(settings)).BuildServiceProvider();

    private static IConfigurationSection Section(Dictionary<string, string?> settings) => Configuration(settings).GetSection("Resilience");

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Resilience:{setting.Key}", setting.Value)))
        .Build();

    private sealed class Shop([FromKeyedServices("payments")] CircuitBreaker payments)
    {
        public CircuitBreaker Payments => payments;
    }
}
