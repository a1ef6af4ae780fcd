using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>
/// Leave to make one call. Hand it back once, with the outcome: it carries the generation that the call was admitted under, so that an
/// outcome that comes after the breaker has moved on changes nothing.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct CircuitPermit : IEquatable<CircuitPermit>
{
    private const int NoProbe = -1;

    // One more than the generation, so that a default permit belongs to none.
    private readonly long _generationAndOne;
    private readonly int _attempts;

    private CircuitPermit(long generation, int attempts, int failuresSeen)
    {
        _generationAndOne = generation + 1;
        _attempts = attempts;
        FailuresSeen = failuresSeen;
    }

    /// <summary>Whether this call is the one probe of a half-open breaker.</summary>
    public bool IsProbe => _generationAndOne != 0 && _attempts != NoProbe;

    /// <summary>The generation of the breaker that the call was admitted under; -1 for a default permit.</summary>
    public long Generation => _generationAndOne - 1;

    internal int FailuresSeen { get; }

    /// <summary>How many probes have failed since the breaker was last closed, were this one to fail; 0 if it is no probe.</summary>
    internal int Attempts => IsProbe ? _attempts : 0;

    /// <summary>Whether two permits are of the same generation and kind.</summary>
    public static bool operator ==(CircuitPermit left, CircuitPermit right) => left.Equals(right);

    /// <summary>Whether two permits differ in generation or kind.</summary>
    public static bool operator !=(CircuitPermit left, CircuitPermit right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(CircuitPermit other) => _generationAndOne == other._generationAndOne && _attempts == other._attempts;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CircuitPermit other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_generationAndOne, _attempts);

    internal static CircuitPermit ForCall(long generation, int failuresSeen) => new(generation, NoProbe, failuresSeen);

    internal static CircuitPermit ForProbe(BreakerRow row) => new(row.Generation, row.Attempts, row.Failures);
}
