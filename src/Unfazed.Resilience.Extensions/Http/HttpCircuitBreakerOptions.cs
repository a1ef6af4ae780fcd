namespace Unfazed.Resilience.Extensions;

/// <summary>The circuit breaker in front of an <see cref="HttpClient"/>.</summary>
public sealed class HttpCircuitBreakerOptions
{
    /// <summary>The name of the breaker; that of the client if null. Clients of one service may share a breaker.</summary>
    public string? BreakerName { get; set; }

    /// <summary>
    /// How long one request may take: the lease of a probe, and the time from which a request that is cancelled counts as a failure. If null,
    /// <see cref="HttpClient.Timeout"/> as the factory set it, or else <see cref="CircuitBreakerOptions.OperationTimeout"/>.
    /// </summary>
    /// <remarks>
    /// A handler cannot tell the timeout of its client from a caller that cancels. A request that is cancelled earlier counts for nothing.
    /// </remarks>
    public TimeSpan? OperationTimeout { get; set; }

    /// <summary>
    /// Whether a rejected request gets a response, <c>503 Service Unavailable</c> with <c>Retry-After</c>, instead of a
    /// <see cref="CircuitOpenException"/>; false by default.
    /// </summary>
    public bool RespondWithServiceUnavailable { get; set; }

    /// <summary>
    /// Whether a response or an exception is a failure of the service; <see cref="AttemptOutcome.IsTransient"/> if null: 408, 429, 5xx, and
    /// errors of connections and of time. Other responses are successes, other exceptions count for nothing.
    /// </summary>
    public Func<AttemptOutcome, bool>? IsFailure { get; set; }
}
