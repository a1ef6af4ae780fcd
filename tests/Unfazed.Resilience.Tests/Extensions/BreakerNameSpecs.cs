using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Unfazed.Resilience.Extensions;

namespace Unfazed.Resilience.Tests;

/// <summary>Which options a breaker gets by its name, from several sources of configuration, and which breaker by its key.</summary>
public sealed class BreakerNameSpecs
{
    [Theory]
    [InlineData("payments", "PAYMENTS")]
    [InlineData("PAYMENTS", "payments")]
    [InlineData("Payments", "payments")]
    public void A_variable_in_another_case_adds_to_the_section(string first, string second)
    {
        using var services = Services([
            new() { [$"{first}:FailMax"] = "3", [$"{first}:ResetTimeout"] = "00:00:10" },
            new() { [$"{second}:FailMax"] = "2" },
        ]);
        var options = services.GetRequiredKeyedService<CircuitBreaker>("payments").Options;
        Assert.Equal((2, TimeSpan.FromSeconds(10)), (options.FailMax, options.ResetTimeout));
    }

    [Fact]
    public void A_name_with_a_colon_is_refused_with_the_way_to_write_it()
    {
        using var services = Services([new() { ["questdb https://host:9000:FailMax"] = "3" }]);
        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptions<UnfazedResilienceOptions>>().Value);
        Assert.Contains("':' separates the levels of a configuration; give the section another name, and in it \"Name\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_can_name_its_breaker()
    {
        using var services = Services([new() { ["questdb:Name"] = "questdb https://host:9000", ["questdb:FailMax"] = "3" }]);
        Assert.Equal(3, services.GetRequiredKeyedService<CircuitBreaker>("questdb https://host:9000").Options.FailMax);
    }

    [Fact]
    public void The_registry_of_a_host_gives_the_configured_options_too()
    {
        using var services = Services([new() { ["pay:FailMax"] = "2" }]);
        var registry = services.GetRequiredService<CircuitBreakerRegistry>();
        var breaker = registry.GetBreaker("pay");
        Assert.Equal(2, breaker.Options.FailMax);
        Assert.Same(breaker, services.GetRequiredKeyedService<CircuitBreaker>("pay"));
        Assert.Equal(9, registry.GetBreaker("other", new CircuitBreakerOptions { FailMax = 9 }).Options.FailMax);
    }

    [Fact]
    public void A_breaker_that_was_removed_is_made_anew_by_its_key()
    {
        using var services = Services([new() { ["pay:FailMax"] = "1" }]);
        var registry = services.GetRequiredService<CircuitBreakerRegistry>();
        var removed = services.GetRequiredKeyedService<CircuitBreaker>("pay");
        Assert.True(registry.Remove("pay"));
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("pay");
        Assert.NotSame(removed, breaker);
        breaker.RecordFailure();
        Assert.Equal(("pay", CircuitState.Open), (Assert.Single(registry.Snapshots()).Name, registry.Snapshots()[0].State));
    }

    private static ServiceProvider Services(Dictionary<string, string?>[] sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources)
        {
            builder.AddInMemoryCollection(source.Select(setting => KeyValuePair.Create($"Resilience:Breakers:{setting.Key}", setting.Value)));
        }

        return new ServiceCollection().AddUnfazedResilience(builder.Build().GetSection("Resilience")).BuildServiceProvider();
    }
}
