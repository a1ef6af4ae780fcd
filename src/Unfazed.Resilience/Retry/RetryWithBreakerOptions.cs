namespace Unfazed.Resilience;

/// <summary>How <see cref="RetryWithBreaker"/> behaves.</summary>
public sealed record RetryWithBreakerOptions
{
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(24);

    /// <summary>How many attempts in all, the first included: 1 to 1,000,000; by default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>
    /// The exceptions, with their subclasses, that are retried and that count as failures; the connection and timeout errors of
    /// <see cref="TransientErrors"/> if null. <see cref="IsFailure"/> and <see cref="ShouldRetry"/> replace it.
    /// </summary>
    public IReadOnlyList<Type>? Exceptions { get; init; }

    /// <summary>
    /// Whether an outcome is a failure of the service, which the breaker counts. If null: an exception by <see cref="Exceptions"/>, or an
    /// <see cref="HttpResponseMessage"/> with status 408, 429 or 500 and above. Other exceptions are neutral, other results are successes.
    /// </summary>
    public Func<AttemptOutcome, bool>? IsFailure { get; init; }

    /// <summary>
    /// Whether an outcome is tried again, as far as there are attempts, time and a breaker that admits; every failure if null. A rejection
    /// is never tried again.
    /// </summary>
    public Func<AttemptOutcome, bool>? ShouldRetry { get; init; }

    /// <summary>
    /// How long to wait before the next attempt where the service or the caller says so; null for the backoff. By default the
    /// <c>Retry-After</c> of an <see cref="HttpResponseMessage"/>. A delay above <see cref="MaxDelay"/> is not waited for: the outcome is
    /// returned at once.
    /// </summary>
    public Func<AttemptOutcome, TimeSpan?>? RetryAfter { get; init; }

    /// <summary>The delay before the second attempt, doubled for each further one: 0 to 24 hours; by default 200 ms.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No delay is longer than this: at least <see cref="BaseDelay"/>, at most 24 hours; by default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far a delay may differ from the doubled one, as a part of it: 0 to 1; by default 0.2.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>
    /// How long one attempt may take: 10 ms to 24 hours; <see cref="TotalTimeout"/> if null. It bounds work that does not listen, too: what
    /// does not stop within <see cref="Grace"/> is abandoned.
    /// </summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>
    /// How long all attempts and delays may take: 10 ms to 24 hours, not below <see cref="AttemptTimeout"/>; without limit if null. A delay
    /// that does not fit is not waited for: the last error is thrown at once.
    /// </summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>How long an attempt may take to stop once its token has fired: 0 to 30 days; by default 0.5 s. Then it is abandoned.</summary>
    public TimeSpan Grace { get; init; } = TimeLimitOptions.Default.Grace;

    /// <summary>
    /// How many abandoned attempts behind one breaker may still run before no other is started: 0 or more; by default 64. One that is not
    /// started counts as a failure and is not retried.
    /// </summary>
    public int MaxAbandoned { get; init; } = TimeLimitOptions.Default.MaxAbandoned;

    /// <summary>
    /// Bounds the retries of all who share it to a share of their calls; that of the registry of the breaker if null. Where it is exhausted the
    /// error that there is ends the call.
    /// </summary>
    public RetryBudget? RetryBudget { get; init; }

    /// <summary>
    /// Bounds how many attempts of all who share it run at once; without limit if null. It stands between the retry and the breaker: a
    /// rejection, which is never tried again, counts for no breaker.
    /// </summary>
    public ConcurrencyLimit? ConcurrencyLimit { get; init; }

    /// <summary>Checks every bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    /// <exception cref="ArgumentException"><see cref="Exceptions"/> contains something that is no type of exceptions.</exception>
    public void Validate()
    {
        Require(MaxAttempts is >= 1 and <= 1_000_000, MaxAttempts, nameof(MaxAttempts), "must be 1 to 1,000,000");
        Require(BaseDelay >= TimeSpan.Zero && BaseDelay <= MaxTimeout, BaseDelay, nameof(BaseDelay), "must be 0 to 24 hours");
        Require(MaxDelay >= BaseDelay && MaxDelay <= MaxTimeout, MaxDelay, nameof(MaxDelay), "must be BaseDelay to 24 hours");
        Require(Jitter is >= 0 and <= 1, Jitter, nameof(Jitter), "must be 0 to 1");
        Require(IsTimeout(AttemptTimeout), AttemptTimeout, nameof(AttemptTimeout), "must be 10 ms to 24 hours");
        Require(IsTimeout(TotalTimeout), TotalTimeout, nameof(TotalTimeout), "must be 10 ms to 24 hours");
        Require(!(AttemptTimeout > TotalTimeout), AttemptTimeout, nameof(AttemptTimeout), "must not be above TotalTimeout");
        Require(Grace >= TimeSpan.Zero && Grace <= CircuitBreakerOptions.Longest, Grace, nameof(Grace), "must be 0 to 30 days");
        Require(!(MaxAttempt > CircuitBreakerOptions.Longest), Grace, nameof(Grace), "and the timeout of an attempt must not be above 30 days together");
        Require(MaxAbandoned >= 0, MaxAbandoned, nameof(MaxAbandoned), "must be 0 or more");
        foreach (var type in Exceptions ?? [])
        {
            if (!typeof(Exception).IsAssignableFrom(type))
            {
                throw new ArgumentException($"Exceptions must contain types of exceptions; {type?.Name ?? "null"} is none.", nameof(Exceptions));
            }
        }
    }

    /// <summary>The longest that an attempt may take, its grace included; null without limit.</summary>
    internal TimeSpan? MaxAttempt => (AttemptTimeout ?? TotalTimeout) + Grace;

    internal bool Fails(in AttemptOutcome outcome)
    {
        if (outcome.Exception is { } error && (TransientErrors.IsRejection(error) || error is OperationTimeoutException { Scope: TimeoutScope.Total }))
        {
            return false;
        }

        return IsFailure is { } isFailure ? isFailure(outcome)
            : outcome.Exception is { } thrown && Exceptions is { } listed ? listed.Any(type => type.IsInstanceOfType(thrown) || (TransientErrors.Alone(thrown) is { } alone && type.IsInstanceOfType(alone)))
            : outcome.IsTransient;
    }

    internal bool Retries(in AttemptOutcome outcome) =>
        (outcome.Exception is not { } error || !TransientErrors.IsRejection(error)) && (ShouldRetry is { } shouldRetry ? shouldRetry(outcome) : Fails(outcome));

    private static bool IsTimeout(TimeSpan? value) => value is null || (value >= MinTimeout && value <= MaxTimeout);

    private static void Require(bool met, object? value, string name, string rule)
    {
        if (!met)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");
        }
    }
}
