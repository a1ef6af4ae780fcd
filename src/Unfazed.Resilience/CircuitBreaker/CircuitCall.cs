namespace Unfazed.Resilience;

/// <summary>
/// One call that a breaker has admitted, for <c>using</c>: report its outcome once. A call that is disposed without one, because it threw or
/// returned early, is neutral, and a probe's place becomes free at once.
/// </summary>
public sealed class CircuitCall : IDisposable
{
    private readonly CircuitBreaker _breaker;
    private int _reported;

    internal CircuitCall(CircuitBreaker breaker, CircuitPermit permit)
    {
        _breaker = breaker;
        Permit = permit;
    }

    /// <summary>The permit that the call was admitted with.</summary>
    public CircuitPermit Permit { get; }

    /// <summary>Whether this call is a probe of a half-open breaker.</summary>
    public bool IsProbe => Permit.IsProbe;

    /// <summary>The service worked, whatever it found.</summary>
    public void Succeed()
    {
        if (IsFirst())
        {
            _breaker.RecordSuccess(Permit);
        }
    }

    /// <summary>The call failed through the service's fault.</summary>
    /// <param name="cause">What went wrong; kept on one line of at most 300 characters, and on disk where there is a store: no secrets.</param>
    public void Fail(string? cause = null)
    {
        if (IsFirst())
        {
            _breaker.RecordFailure(Permit, cause);
        }
    }

    /// <summary>As <see cref="Fail(string?)"/>, with the exception's type and message as the cause.</summary>
    public void Fail(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        if (IsFirst())
        {
            _breaker.RecordFailure(Permit, cause);
        }
    }

    /// <summary>Ends the call; neutral where no outcome was reported.</summary>
    public void Dispose()
    {
        if (IsFirst())
        {
            _breaker.RecordNeutral(Permit);
        }
    }

    private bool IsFirst() => Interlocked.Exchange(ref _reported, 1) == 0;
}
