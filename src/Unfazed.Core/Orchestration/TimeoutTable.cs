using System.Collections.Frozen;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>How long a check may take: options, then its own setting, then its dimension's, then the table.</summary>
/// <param name="configuration">The effective configuration.</param>
public sealed class TimeoutTable(UnfazedConfiguration configuration)
{
    private const string DefaultEntry = "default";

    /// <summary>The built-in timeouts by the name of a dimension; <c>default</c> is that of every other dimension.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Defaults { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
    {
        ["code_quality"] = TimeSpan.FromSeconds(60),
        ["lint"] = TimeSpan.FromSeconds(60),
        ["type_safety"] = TimeSpan.FromSeconds(120),
        ["security"] = TimeSpan.FromSeconds(90),
        ["coverage"] = TimeSpan.FromSeconds(300),
        ["visual"] = TimeSpan.FromSeconds(30),
        ["behavioral"] = TimeSpan.FromSeconds(30),
        [DefaultEntry] = UnfazedConfiguration.BuiltInTimeout,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The built-in entry of a dimension, or null when the table has none.</summary>
    public static TimeSpan? BuiltIn(Dimension dimension) =>
        dimension.Name != DefaultEntry && Defaults.TryGetValue(dimension.Name, out var timeout) ? timeout : null;

    /// <summary>The timeout of a check of this dimension that has no settings of its own.</summary>
    public TimeSpan For(Dimension dimension) =>
        Option(dimension.Name) ?? Configured(dimension) ?? BuiltIn(dimension) ?? configuration.DefaultTimeout.Value;

    /// <summary>The timeout of this check.</summary>
    public TimeSpan For(Check check) => configuration.At(check.Directory) is var inForce && ReferenceEquals(inForce, configuration)
        ? Here(check)
        : new TimeoutTable(inForce).Here(check);

    private TimeSpan Here(Check check) =>
        Option(check.Name)
        ?? Option(check.Dimension.Name)
        ?? configuration.FindCheck(check.Name)?.Timeout?.Value
        ?? Configured(check.Dimension)
        ?? check.DefaultTimeout
        ?? BuiltIn(check.Dimension)
        ?? configuration.DefaultTimeout.Value;

    private TimeSpan? Option(string name) =>
        configuration.TimeoutOptions.TryGetValue(name, out var option) ? option.Value : null;

    private TimeSpan? Configured(Dimension dimension)
    {
        if (configuration.Dimensions.TryGetValue(dimension.Name, out var settings) && settings.Timeout is { } own)
        {
            return own.Value;
        }

        return configuration.Timeouts.TryGetValue(dimension.Name, out var timeout) ? timeout.Value : null;
    }
}
