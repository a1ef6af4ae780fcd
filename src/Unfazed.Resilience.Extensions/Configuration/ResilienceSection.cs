using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Unfazed.Resilience.Extensions;

/// <summary>Reads the options from a configuration section: <c>StoreBudget</c>, <c>Defaults</c> and <c>Breakers</c>.</summary>
internal sealed class ResilienceSection(IConfiguration section) : IConfigureOptions<UnfazedResilienceOptions>
{
    private static readonly string[] Known = [nameof(UnfazedResilienceOptions.Breakers), nameof(UnfazedResilienceOptions.Defaults), nameof(UnfazedResilienceOptions.StoreBudget)];

    /// <summary>What changes when the configuration is reloaded.</summary>
    public IConfiguration Configuration => section;

    public void Configure(UnfazedResilienceOptions options)
    {
        foreach (var part in section.GetChildren())
        {
            if (!Known.Contains(part.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw BreakerSettings.Unknown(part, Known);
            }
        }

        var budget = section.GetSection(nameof(options.StoreBudget));
        options.StoreBudget = budget.Value is null ? options.StoreBudget : BreakerSettings.Duration(budget);
        options.Defaults = BreakerSettings.Read(section.GetSection(nameof(options.Defaults)), options.Defaults);
        foreach (var breaker in section.GetSection(nameof(options.Breakers)).GetChildren())
        {
            options.Breakers[BreakerSettings.NameOf(breaker)] = BreakerSettings.ReadBreaker(breaker, options.Defaults);
        }
    }
}
