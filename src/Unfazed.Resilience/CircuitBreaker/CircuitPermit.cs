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
    private readonly int _failuresOrTicket;

    // One more than the timestamp, so that 0 says that nobody measures.
    private readonly long _startedAndOne;

    private CircuitPermit(long generation, int attempts, int failuresOrTicket, long startedAndOne)
    {
        _generationAndOne = generation + 1;
        _attempts = attempts;
        _failuresOrTicket = failuresOrTicket;
        _startedAndOne = startedAndOne;
    }

    /// <summary>Whether this call is a probe of a half-open breaker.</summary>
    public bool IsProbe => _generationAndOne != 0 && _attempts != NoProbe;

    /// <summary>The generation of the breaker that the call was admitted under; -1 for a default permit.</summary>
    public long Generation => _generationAndOne - 1;

    internal int FailuresSeen => IsProbe ? 0 : _failuresOrTicket;

    /// <summary>The number of the probe in its generation; 0 if it is no probe.</summary>
    internal int Ticket => IsProbe ? _failuresOrTicket : 0;

    /// <summary>The timestamp of the start of a call that is measured.</summary>
    internal long? StartedAt => _startedAndOne == 0 ? null : _startedAndOne - 1;

    /// <summary>How many times probes have failed since the breaker was last closed, were this one to fail; 0 if it is no probe.</summary>
    internal int Attempts => IsProbe ? _attempts : 0;

    /// <summary>Whether two permits are of the same generation and kind, and of the same probe.</summary>
    public static bool operator ==(CircuitPermit left, CircuitPermit right) => left.Equals(right);

    /// <summary>Whether two permits differ in generation, kind or probe.</summary>
    public static bool operator !=(CircuitPermit left, CircuitPermit right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(CircuitPermit other) =>
        _generationAndOne == other._generationAndOne && _attempts == other._attempts && Ticket == other.Ticket;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CircuitPermit other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_generationAndOne, _attempts, Ticket);

    internal static CircuitPermit ForCall(long generation, int failuresSeen) => new(generation, NoProbe, failuresSeen, 0);

    internal static CircuitPermit ForMeasuredCall(long generation, int failuresSeen, long? startedAt) => new(generation, NoProbe, failuresSeen, (startedAt + 1) ?? 0);

    internal static CircuitPermit ForProbe(BreakerRow row, int ticket, long? startedAt) => new(row.Generation, row.Attempts, ticket, (startedAt + 1) ?? 0);
}
