using System.Globalization;
using Polly;

namespace Unfazed.Resilience;

/// <summary>A call was rejected because its circuit breaker is open, half-open with a probe under way, or isolated.</summary>
public sealed class CircuitOpenException : ExecutionRejectedException
{
    private string? _message;

    /// <summary>A rejection by the breaker <paramref name="name"/>.</summary>
    /// <param name="name">The breaker's name.</param>
    /// <param name="state">The state that rejected.</param>
    /// <param name="retryAfter">How long until a probe may be admitted; <see cref="TimeSpan.MaxValue"/> while isolated. Negative counts as zero.</param>
    /// <param name="lastCause">The last failure on one line, if there is one.</param>
    public CircuitOpenException(string name, CircuitState state, TimeSpan retryAfter, string? lastCause)
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

    /// <summary>Name, state, how long and why. Built when first read: most rejections are counted and never shown.</summary>
    public override string Message => _message ??= Describe();

    private string Describe()
    {
        var until = State == CircuitState.Isolated
            ? "until it is reset"
            : string.Create(CultureInfo.InvariantCulture, $"for another {RetryAfter.TotalSeconds:0.###} s");
        return LastCause is null
            ? $"Circuit '{Name}' rejects calls {until} ({State})."
            : $"Circuit '{Name}' rejects calls {until} ({State}); last cause: {LastCause}";
    }
}
