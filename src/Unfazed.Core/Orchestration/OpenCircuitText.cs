using System.Globalization;
using Unfazed.Core.Configuration;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>Why a check was not attempted, for people: <c>circuit open: service dead until 14:02 (3 failures in a row, last error: SIGSEGV)</c>.</summary>
internal static class OpenCircuitText
{
    /// <summary>Of a check that its breaker rejected.</summary>
    /// <param name="what">What the breaker guards.</param>
    /// <param name="rejection">The rejection.</param>
    /// <param name="time">The clock, with the time zone that people read.</param>
    public static string Of(string what, CircuitRejection rejection, TimeProvider time)
    {
        if (rejection.State == CircuitState.Isolated)
        {
            return $"{Isolated(what, rejection.LastCause)}; run: unfazed state breakers reset";
        }

        var failures = CheckMessage.Count(rejection.Failures, "failure") + (rejection.Failures == 1 ? "" : " in a row");
        return rejection.State == CircuitState.HalfOpen
            ? $"circuit open: another run is trying {what} after {failures}{Cause(" (", rejection.LastCause, ")")}"
            : $"circuit open: {what} until {Clock(rejection, time)} ({failures}{Cause(", ", rejection.LastCause, "")})";
    }

    /// <summary>Of a check whose validator met an open breaker.</summary>
    public static string Of(CircuitOpenException open) => open.State == CircuitState.Isolated
        ? Isolated(open.Name, open.LastCause)
        : $"circuit open: {open.Name} for another {DurationText.Of(TimeSpan.FromSeconds(Math.Ceiling(open.RetryAfter.TotalSeconds)))}{Cause(" (", open.LastCause, ")")}";

    private static string Isolated(string what, string? reason) => $"circuit open: {what} is isolated{(reason is null ? "" : $" ({reason})")}";

    private static string Cause(string before, string? cause, string after) => cause is null ? "" : $"{before}last error: {cause}{after}";

    // A break of seconds needs seconds to be understood.
    private static string Clock(CircuitRejection rejection, TimeProvider time)
    {
        var local = TimeZoneInfo.ConvertTime(rejection.OpenUntil ?? time.GetUtcNow(), time.LocalTimeZone);
        var format = rejection.RetryAfter < TimeSpan.FromMinutes(2) ? "HH:mm:ss" : "HH:mm";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }
}
