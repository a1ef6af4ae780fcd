using System.Globalization;
using Polly;

namespace Unfazed.Resilience;

/// <summary>A call was rejected because its circuit breaker is open, half-open with a probe under way, or isolated.</summary>
public sealed class CircuitOpenException : ExecutionRejectedException
{
    /// <summary>A rejection by the breaker <paramref name="name"/>.</summary>
    /// <param name="name">The breaker's name.</param>
    /// <param name="state">The state that rejected.</param>
    /// <param name="retryAfter">How long until a probe may be admitted; <see cref="TimeSpan.MaxValue"/> while isolated. Negative counts as zero.</param>
    /// <param name="lastCause">The last failure on one line, if there is one.</param>
    public CircuitOpenException(string name, CircuitState state, TimeSpan retryAfter, string? lastCause)
        : base(Describe(name, state, retryAfter, lastCause))
    {
        Name = name;
        State = state;
        RetryAfter = retryAfter < TimeSpan.Zero ? TimeSpan.Zero : retryAfter;
        LastCause = lastCause;
    }

    /// <summary>The breaker's name.</summary>
    public string Name { get; }

    /// <summary>The state that rejected.</summary>
    public CircuitState State { get; }

    /// <summary>How long until a probe may be admitted, never negative; <see cref="TimeSpan.MaxValue"/> while isolated.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>The last failure on one line, or the reason of an isolation; null if there is none.</summary>
    public string? LastCause { get; }

    private static string Describe(string name, CircuitState state, TimeSpan retryAfter, string? lastCause)
    {
        var until = state == CircuitState.Isolated
            ? "until it is reset"
            : string.Create(CultureInfo.InvariantCulture, $"for another {Math.Max(0, retryAfter.TotalSeconds):0.###} s");
        return lastCause is null
            ? $"Circuit '{name}' rejects calls {until} ({state})."
            : $"Circuit '{name}' rejects calls {until} ({state}); last cause: {lastCause}";
    }
}
