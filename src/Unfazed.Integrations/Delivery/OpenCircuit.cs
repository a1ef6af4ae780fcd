using System.Globalization;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>Says in people's words why a breaker rejected a call. The exception's own message has the inner name of the breaker, which nobody configured.</summary>
internal static class OpenCircuit
{
    /// <summary>Until when, and after which error.</summary>
    /// <param name="open">The rejection.</param>
    /// <param name="time">The clock, with the zone that people read.</param>
    public static string Describe(CircuitOpenException open, TimeProvider time)
    {
        var until = open.State switch
        {
            CircuitState.Isolated => "circuit isolated until it is reset",
            CircuitState.HalfOpen => "another run is trying it",
            _ => $"circuit open until {Clock(time.GetUtcNow() + open.RetryAfter, time)}",
        };
        return open.LastCause is null ? until : $"{until} (last error: {ReplyVerdict.Short(open.LastCause)})";
    }

    /// <summary>A time for people.</summary>
    public static string Clock(DateTimeOffset at, TimeProvider time) => TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
