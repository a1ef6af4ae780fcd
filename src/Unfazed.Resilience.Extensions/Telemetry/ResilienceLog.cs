using Microsoft.Extensions.Logging;

namespace Unfazed.Resilience.Extensions;

/// <summary>What a host logs about its breakers, in the category of <see cref="CircuitBreakerRegistry"/>.</summary>
internal static partial class ResilienceLog
{
    public static void Transitioned(ILogger log, CircuitTransition transition)
    {
        var level = transition is { Mode: CircuitMode.Active, To: CircuitState.Open or CircuitState.Isolated } ? LogLevel.Warning : LogLevel.Information;
        if (transition.LastCause is { } cause && level == LogLevel.Warning)
        {
            Rejects(log, level, transition.Name, transition.From, transition.To, cause);
        }
        else
        {
            Changed(log, level, transition.Name, transition.From, transition.To);
        }
    }

    public static void StoreWarned(ILogger log, StoreWarning warning)
    {
        if (warning.FellBackToMemory)
        {
            InMemory(log, warning.Location, warning.Fault, warning.Detail);
        }
        else
        {
            Replaced(log, warning.Location, warning.Fault, warning.Detail);
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Circuit breaker {Breaker} has {Options}; the request for {Requested} changes nothing", EventName = "OptionsConflict")]
    public static partial void OptionsConflict(ILogger log, string breaker, CircuitBreakerOptions options, CircuitBreakerOptions requested);

    [LoggerMessage(5, LogLevel.Error, "The options of circuit breakers were not reloaded; the previous ones stay: {Problem}", EventName = "ReloadFailed")]
    public static partial void ReloadFailed(ILogger log, string problem);

    [LoggerMessage(6, LogLevel.Debug, "Circuit breaker {Breaker} rejected {Method} {Uri}; retry after {RetryAfter}", EventName = "Rejected")]
    public static partial void Rejected(ILogger log, string breaker, HttpMethod method, Uri? uri, TimeSpan retryAfter);

    [LoggerMessage(EventId = 1, EventName = "Transition", Message = "Circuit breaker {Breaker} went from {From} to {To}")]
    private static partial void Changed(ILogger log, LogLevel level, string breaker, CircuitState from, CircuitState to);

    [LoggerMessage(EventId = 7, EventName = "Rejecting", Message = "Circuit breaker {Breaker} went from {From} to {To}: {Cause}")]
    private static partial void Rejects(ILogger log, LogLevel level, string breaker, CircuitState from, CircuitState to, string cause);

    [LoggerMessage(2, LogLevel.Warning, "Circuit breakers are kept in memory for now: {Location} cannot be used ({Fault}): {Detail}", EventName = "StoreUnavailable")]
    private static partial void InMemory(ILogger log, string location, StoreFault fault, string detail);

    [LoggerMessage(3, LogLevel.Warning, "Circuit breakers start again: {Location} was replaced ({Fault}): {Detail}", EventName = "StoreReplaced")]
    private static partial void Replaced(ILogger log, string location, StoreFault fault, string detail);
}
