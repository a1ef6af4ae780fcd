using System.Globalization;
using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>Why a call was not admitted, as a value: nothing is allocated and nothing thrown.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct CircuitRejection : IEquatable<CircuitRejection>
{
    private readonly CircuitBreaker? _breaker;
    private readonly BreakerRow? _row;

    internal CircuitRejection(CircuitBreaker breaker, BreakerRow row, TimeSpan retryAfter)
    {
        _breaker = breaker;
        _row = row;
        RetryAfter = retryAfter;
    }

    /// <summary>The breaker's name; empty for a default value.</summary>
    public string Name => _breaker?.Name ?? "";

    /// <summary>The state that rejected the call: open, half-open (another call is the probe) or isolated.</summary>
    public CircuitState State => _row?.State ?? CircuitState.Closed;

    /// <summary>
    /// How long until a probe may be admitted, never negative; <see cref="TimeSpan.MaxValue"/> while isolated. In memory on the system clock
    /// it is exact to 20 ms.
    /// </summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>When a probe may be admitted (UTC); null while isolated.</summary>
    public DateTimeOffset? OpenUntil => _breaker is null || State == CircuitState.Isolated ? null : _breaker.UtcAfter(RetryAfter);

    /// <summary>The last failure that was recorded, on one line, or the reason of an isolation.</summary>
    public string? LastCause => _row?.LastCause;

    /// <summary>How many failures in a row were counted.</summary>
    public int Failures => _row?.Failures ?? 0;

    /// <summary>Whether two rejections say the same.</summary>
    public static bool operator ==(CircuitRejection left, CircuitRejection right) => left.Equals(right);

    /// <summary>Whether two rejections differ.</summary>
    public static bool operator !=(CircuitRejection left, CircuitRejection right) => !left.Equals(right);

    /// <summary>The same as an exception, a new one each time, so that no stack trace grows.</summary>
    public CircuitOpenException ToException() => new(Name, State, RetryAfter, LastCause);

    /// <summary>Name, state, time and cause: <c>mail is open, retry after 60 s (HTTP 503)</c>.</summary>
    public override string ToString()
    {
        if (_breaker is null)
        {
            return "no rejection";
        }

        var state = State == CircuitState.HalfOpen ? "half-open" : State == CircuitState.Isolated ? "isolated" : "open";
        var wait = State == CircuitState.Isolated ? "" : string.Create(CultureInfo.InvariantCulture, $", retry after {Math.Ceiling(RetryAfter.TotalSeconds)} s");
        return $"{Name} is {state}{wait}{(LastCause is { } cause ? $" ({cause})" : "")}";
    }

    /// <inheritdoc />
    public bool Equals(CircuitRejection other) =>
        ReferenceEquals(_breaker, other._breaker) && Equals(_row, other._row) && RetryAfter == other.RetryAfter;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CircuitRejection other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_breaker, _row, RetryAfter);
}
