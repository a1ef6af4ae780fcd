using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>What the people who run a host see of its breakers: log, metrics, health, traces.</summary>
public sealed class HostObservationSpecs : IDisposable
{
    private readonly ListLogger _log = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _log.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_breaker_that_opens_and_closes_is_logged()
    {
        await using var services = Services();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        Assert.True(breaker.TryAdmit(out var permit, out _));
        breaker.RecordFailure(permit, "HTTP 503");
        breaker.Reset();
        await breaker.WhenDelivered();

        Assert.Equal(
            ["Warning: Circuit breaker payments went from Closed to Open: HTTP 503", "Information: Circuit breaker payments went from Open to Closed"],
            _log.Lines);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Options_that_differ_are_logged_once_and_the_first_ones_count()
    {
        await using var services = Services();
        var registry = services.GetRequiredService<CircuitBreakerRegistry>();
        registry.GetOrAdd("mail", new CircuitBreakerOptions { FailMax = 2 });
        for (var call = 0; call < 3; call++)
        {
            Assert.Equal(2, registry.GetOrAdd("mail", new CircuitBreakerOptions { FailMax = 9 }).Options.FailMax);
        }

        Assert.Matches("^Warning: Circuit breaker mail has .*FailMax = 2,.*; the request for .*FailMax = 9,.* changes nothing$", Assert.Single(_log.Lines));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_store_that_cannot_be_used_is_logged()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder["breakers.db"]);
        await using var services = Services(folder["breakers.db"]);
        services.GetRequiredKeyedService<CircuitBreaker>("payments").RecordFailure();
        Assert.Contains(_log.Lines, line => line.StartsWith($"Warning: Circuit breakers are kept in memory for now: {folder["breakers.db"]} cannot be used (CannotOpen)", StringComparison.Ordinal));
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(null, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    public async Task An_open_breaker_is_named_by_the_health_check_with_the_time_to_wait(HealthStatus? chosen, HealthStatus expected)
    {
        var collection = Collection();
        collection.AddHealthChecks().AddCircuitBreakers(failureStatus: chosen);
        await using var services = collection.BuildServiceProvider();
        var health = services.GetRequiredService<HealthCheckService>();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        Assert.True(breaker.TryAdmit(out var permit, out _));
        breaker.RecordFailure(permit, "HTTP 503");
        _clock.Advance(TimeSpan.FromSeconds(20));

        var entry = (await health.CheckHealthAsync()).Entries["circuit_breakers"];
        Assert.Equal((expected, "payments is open, retry after 40 s (HTTP 503)"), (entry.Status, entry.Description));
        Assert.Equal("Open", entry.Data["payments"]);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_breaker_that_would_admit_a_probe_keeps_no_host_from_its_traffic()
    {
        var collection = Collection();
        collection.AddHealthChecks().AddCircuitBreakers(failureStatus: HealthStatus.Unhealthy);
        await using var services = collection.BuildServiceProvider();
        var health = services.GetRequiredService<HealthCheckService>();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        breaker.RecordFailure();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);
        Assert.True(breaker.TryAdmit(out _, out _));
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_breaker_that_only_measures_warns_nobody()
    {
        var collection = Collection(mode: CircuitMode.MetricsOnly);
        collection.AddHealthChecks().AddCircuitBreakers();
        await using var services = collection.BuildServiceProvider();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        breaker.RecordFailure();
        await breaker.WhenDelivered();

        Assert.Equal(CircuitState.Open, breaker.State);
        Assert.Equal(HealthStatus.Healthy, (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
        Assert.Equal("Information: Circuit breaker payments went from Closed to Open", Assert.Single(_log.Lines));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_state_of_each_breaker_is_a_metric_of_the_host()
    {
        await using var services = Services();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        breaker.Isolate("maintenance");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // The meters of other tests have the same name: this one belongs to the factory of this host.
            if (instrument.Name == "unfazed.resilience.breaker.state" && ReferenceEquals(instrument.Meter.Scope, services.GetRequiredService<IMeterFactory>()))
            {
                Assert.Equal(("{breaker}", "Unfazed.Resilience", ResilienceTelemetry.MeterVersion), (instrument.Unit, instrument.Meter.Name, instrument.Meter.Version));
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => seen[$"{tags[0].Value} {tags[1].Value}"] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(1, seen["payments isolated"]);
        Assert.Equal(["payments closed", "payments half_open", "payments open"], seen.Where(pair => pair.Value == 0).Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Every_instrument_has_a_unit_and_its_meter_a_version()
    {
        // Other tests publish instruments at the same time.
        var instruments = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Enqueue(instrument) };
        listener.Start();
        await using var services = Services();
        _ = services.GetRequiredService<CircuitBreakerRegistry>();
        var ours = instruments.Where(instrument => instrument.Meter.Name == ResilienceTelemetry.MeterName).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, instrument => Assert.Equal(("{", "0.1.0"), (instrument.Unit?[..1], instrument.Meter.Version)));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_trace_shows_what_the_breaker_did()
    {
        await using var services = Services();
        var breaker = services.GetRequiredKeyedService<CircuitBreaker>("payments");
        using var activity = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded, IsAllDataRequested = true };
        activity.Start();
        breaker.RecordFailure();
        Assert.False(breaker.TryAdmit(out _, out _));
        activity.Stop();

        Assert.Equal(["circuit_breaker.transition", "circuit_breaker.rejection"], activity.Events.Select(e => e.Name));
        Assert.Equal(["breaker=payments", "from=closed", "to=open"], activity.Events.First().Tags.Select(tag => $"{tag.Key}={tag.Value}"));
    }

    private ServiceProvider Services(string? storePath = null) => Collection(storePath).BuildServiceProvider();

    private IServiceCollection Collection(string? storePath = null, CircuitMode mode = CircuitMode.Active) => new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddLogging(builder => builder.SetMinimumLevel(LogLevel.Information).AddProvider(_log).AddFilter("Microsoft", LogLevel.None))
        .AddUnfazedResilience(options =>
        {
            options.Store = storePath is null ? null : new SqliteBreakerStore(storePath);
            options.StoreBudget = TimeSpan.FromMinutes(1);
            options.Breakers["payments"] = new CircuitBreakerOptions { FailMax = 1, Mode = mode };
        });
}
