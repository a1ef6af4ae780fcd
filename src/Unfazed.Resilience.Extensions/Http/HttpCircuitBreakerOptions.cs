namespace Unfazed.Resilience.Extensions;

/// <summary>The circuit breaker in front of an <see cref="HttpClient"/>.</summary>
public sealed class HttpCircuitBreakerOptions
{
    /// <summary>The name of the breaker; that of the client if null. Clients of one service may share a breaker.</summary>
    public string? BreakerName { get; set; }

    /// <summary>
    /// How long one request may take: the lease of a probe, and the time from which a request that is cancelled counts as a failure. If null,
    /// <see cref="CircuitBreakerOptions.OperationTimeout"/> where it is not the default. <see cref="HttpClient.Timeout"/> as the factory set it
    /// counts where it is shorter, or where there is no other.
    /// </summary>
    /// <remarks>
    /// A handler cannot tell the timeout of its client from a caller that cancels, and does not see one that is set after the factory has made
    /// the client, such as in the constructor of a typed client: set it here, too. A request that is cancelled earlier counts for nothing.
    /// </remarks>
    public TimeSpan? OperationTimeout { get; set; }

    /// <summary>
    /// Whether a rejected request gets a response, <c>503 Service Unavailable</c>, instead of a
    /// <see cref="CircuitOpenException"/>; false by default.
    /// </summary>
    public bool RespondWithServiceUnavailable { get; set; }

    /// <summary>
    /// Whether the response of <see cref="RespondWithServiceUnavailable"/> has a <c>Retry-After</c>; false by default. A handler outside that
    /// retries and honours it lets the caller wait for the whole break.
    /// </summary>
    public bool IncludeRetryAfter { get; set; }

    /// <summary>
    /// Whether a response or an exception is a failure of the service; <see cref="AttemptOutcome.IsTransient"/> if null: 408, 429, 5xx, and
    /// errors of connections and of time. Other responses are successes, other exceptions count for nothing.
    /// </summary>
    public Func<AttemptOutcome, bool>? IsFailure { get; set; }
}
