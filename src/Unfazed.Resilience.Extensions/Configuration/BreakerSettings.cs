using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Unfazed.Resilience.Extensions;

/// <summary>The settings of one breaker in a configuration section. A table and no reflection: it compiles ahead of time, and knows what a typo is.</summary>
internal static class BreakerSettings
{
    private const string Name = "Name";

    private static readonly Dictionary<string, Func<CircuitBreakerOptions, IConfigurationSection, CircuitBreakerOptions>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(CircuitBreakerOptions.FailMax)] = static (options, value) => options with { FailMax = Number(value) },
        [nameof(CircuitBreakerOptions.ResetTimeout)] = static (options, value) => options with { ResetTimeout = Duration(value) },
        [nameof(CircuitBreakerOptions.OperationTimeout)] = static (options, value) => options with { OperationTimeout = Duration(value) },
        [nameof(CircuitBreakerOptions.LeaseGrace)] = static (options, value) => options with { LeaseGrace = Duration(value) },
        [nameof(CircuitBreakerOptions.Mode)] = static (options, value) => options with { Mode = Mode(value) },
        [nameof(CircuitBreakerOptions.SlidingWindow)] = static (options, value) => options with { SlidingWindow = Window(value) },
        [nameof(CircuitBreakerOptions.FailureRateThreshold)] = static (options, value) => options with { FailureRateThreshold = Share(value) },
        [nameof(CircuitBreakerOptions.MinimumThroughput)] = static (options, value) => options with { MinimumThroughput = Number(value) },
        [nameof(CircuitBreakerOptions.SlowCallDuration)] = static (options, value) => options with { SlowCallDuration = Duration(value) },
        [nameof(CircuitBreakerOptions.SlowCallRateThreshold)] = static (options, value) => options with { SlowCallRateThreshold = Share(value) },
        [nameof(CircuitBreakerOptions.HalfOpenMaxCalls)] = static (options, value) => options with { HalfOpenMaxCalls = Number(value) },
        [nameof(CircuitBreakerOptions.SuccessThreshold)] = static (options, value) => options with { SuccessThreshold = Number(value) },
        [nameof(CircuitBreakerOptions.MaxBreak)] = static (options, value) => options with { MaxBreak = Duration(value) },
    };

    /// <summary>The options with what <paramref name="section"/> says otherwise.</summary>
    /// <exception cref="InvalidOperationException">A setting is unknown or has no valid value; the message names its path.</exception>
    public static CircuitBreakerOptions Read(IConfigurationSection section, CircuitBreakerOptions options)
    {
        foreach (var setting in section.GetChildren())
        {
            options = Known.TryGetValue(setting.Key, out var apply) ? apply(options, setting) : throw Unknown(setting, Known.Keys);
        }

        return options;
    }

    /// <summary>As the other, for the section of one breaker, which may have the breaker's name as a setting: no key can contain a colon.</summary>
    public static CircuitBreakerOptions ReadBreaker(IConfigurationSection section, CircuitBreakerOptions options)
    {
        foreach (var setting in section.GetChildren().Where(static setting => !IsName(setting)))
        {
            options = Known.TryGetValue(setting.Key, out var apply) ? apply(options, setting)
                : setting.Value is null ? throw Nested(setting) : throw Unknown(setting, Known.Keys.Append(Name));
        }

        return options;
    }

    /// <summary>The breaker that a section is for.</summary>
    public static string NameOf(IConfigurationSection section) => section[Name] is { Length: > 0 } name ? name : section.Key;

    /// <summary>A duration such as <c>00:00:30</c>. A bare number is refused: it would be days.</summary>
    public static TimeSpan Duration(IConfigurationSection setting) =>
        setting.Value is { } text && text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration)
            ? duration
            : throw Invalid(setting, "a duration such as 00:00:30");

    /// <summary>The error for a setting that nobody reads.</summary>
    public static InvalidOperationException Unknown(IConfigurationSection setting, IEnumerable<string> known) =>
        new($"Configuration \"{setting.Path}\" is unknown. Known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    private static bool IsName(IConfigurationSection setting) => string.Equals(setting.Key, Name, StringComparison.OrdinalIgnoreCase);

    private static InvalidOperationException Nested(IConfigurationSection setting) => new(
        $"Configuration \"{setting.Path}\" is unknown. If it is part of a breaker's name: ':' separates the levels of a configuration; give the section another name, and in it \"{Name}\" is that of the breaker.");

    private static int Number(IConfigurationSection setting) =>
        int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(setting, "a whole number");

    private static double Share(IConfigurationSection setting) =>
        double.TryParse(setting.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : throw Invalid(setting, "a share such as 0.5");

    private static CircuitMode Mode(IConfigurationSection setting) =>
        setting.Value is { } text && Enum.GetNames<CircuitMode>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<CircuitMode>(text, ignoreCase: true)
            : throw Invalid(setting, string.Join(" or ", Enum.GetNames<CircuitMode>()));

    // A number of calls, or a duration.
    private static SlidingWindow Window(IConfigurationSection setting)
    {
        try
        {
            return int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) ? SlidingWindow.OfCalls(calls) : SlidingWindow.OfTime(Duration(setting));
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or InvalidOperationException)
        {
            throw Invalid(setting, "1 to 100000 calls such as 100, or a duration of 10 ms to 1 day such as 00:00:10");
        }
    }

    private static InvalidOperationException Invalid(IConfigurationSection setting, string expected) =>
        new($"Configuration \"{setting.Path}\" is \"{setting.Value}\"; it must be {expected}.");
}
