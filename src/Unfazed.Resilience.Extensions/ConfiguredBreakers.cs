using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Unfazed.Resilience.Extensions;

/// <summary>The registry of a host: made from the options, told of a reload, heard by the log and the meter.</summary>
internal sealed class ConfiguredBreakers : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _ours = new(StringComparer.Ordinal);
    private readonly IOptionsFactory<UnfazedResilienceOptions> _factory;
    private readonly ILogger _log;
    private readonly List<IDisposable> _reloads;
    private readonly StateGauge _gauge;
    private UnfazedResilienceOptions _options;

    public ConfiguredBreakers(
        IOptions<UnfazedResilienceOptions> options,
        IOptionsFactory<UnfazedResilienceOptions> factory,
        IEnumerable<IConfigureOptions<UnfazedResilienceOptions>> sources,
        ILogger<CircuitBreakerRegistry> log,
        IMeterFactory meters,
        TimeProvider? time = null)
    {
        _options = options.Value;
        _factory = factory;
        _log = log;
        Registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
        {
            Store = _options.Store,
            StoreBudget = _options.StoreBudget,
            Defaults = _options.Defaults,
            OptionsOf = OptionsOf,
            TimeProvider = time ?? TimeProvider.System,
            OnStoreWarning = warning => ResilienceLog.StoreWarned(log, warning),
            OnOptionsConflict = conflict => ResilienceLog.OptionsConflict(log, conflict.Name, conflict.Options, conflict.Requested),
        });
        Registry.Transitioned += transition => ResilienceLog.Transitioned(log, transition);
        _gauge = new StateGauge(meters, Registry);
        _reloads = [.. sources.OfType<ResilienceSection>().Select(section => ChangeToken.OnChange(section.Configuration.GetReloadToken, Reload))];
    }

    public CircuitBreakerRegistry Registry { get; }

    /// <summary>The breaker <paramref name="name"/>, with the options that are configured for it.</summary>
    /// <remarks>Asked for each time: one that was removed from the registry is made anew.</remarks>
    public CircuitBreaker Get(string name)
    {
        // Each request comes by here: reading takes no lock, adding does.
        if (_ours.ContainsKey(name) && Registry.TryGet(name, out var existing))
        {
            return existing;
        }

        _ours.TryAdd(name, true);
        return Registry.GetOrAdd(name, _options.Of(name));
    }

    public void Dispose()
    {
        _reloads.ForEach(static reload => reload.Dispose());
        _gauge.Dispose();
    }

    private CircuitBreakerOptions OptionsOf(string name)
    {
        _ours.TryAdd(name, true);
        return _options.Of(name);
    }

    // A configuration that is wrong after a reload is reported, and the one before stays.
    private void Reload()
    {
        try
        {
            _options = _factory.Create(Options.DefaultName);
        }
        catch (Exception error)
        {
            // Any: the host's own code configures options, too, and this thread is the one that watches the files.
            ResilienceLog.ReloadFailed(_log, error.Message);
            return;
        }

        foreach (var name in _ours.Keys.Where(name => Registry.TryGet(name, out _)))
        {
            Registry.Reconfigure(name, _options.Of(name));
        }
    }
}
