using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>What a <see cref="BreakerCommand"/> does to a breaker.</summary>
public enum BreakerCommandKind
{
    /// <summary>Admits a probe: an open breaker whose break is over, or a half-open one whose lease is over, is half-open on a new lease.</summary>
    Elect,

    /// <summary>Counts a failure: opens the breaker at <see cref="BreakerCommand.FailMax"/> failures in a row, or when a probe failed.</summary>
    Fail,

    /// <summary>Clears the failures; closes the breaker when a probe succeeded.</summary>
    Succeed,

    /// <summary>Ends a probe that says nothing about the service: the next call may be the probe at once.</summary>
    Release,

    /// <summary>Rejects every call until a reset.</summary>
    Isolate,

    /// <summary>Closes the breaker and clears its failures.</summary>
    Reset,

    /// <summary>Takes over what happened to a breaker in memory while the store was not available.</summary>
    Adopt,
}

/// <summary>One atomic change that a store is asked for. Instants and durations are in the units of the store's clock, UTC milliseconds.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BreakerCommand
{
    /// <summary>What to do.</summary>
    public required BreakerCommandKind Kind { get; init; }

    /// <summary>The generation that an outcome was admitted under.</summary>
    public long Generation { get; init; }

    /// <summary>The time by the clock of the store.</summary>
    public required long Now { get; init; }

    /// <summary>Now in UTC milliseconds, for what people read.</summary>
    public required long UtcNow { get; init; }

    /// <summary>How far an instant may lie in the future before the clock is taken to have been set back.</summary>
    public long Skew { get; init; }

    /// <summary>How long a probe may take before another one may be sent.</summary>
    public long Lease { get; init; }

    /// <summary>How long an opened breaker rejects calls.</summary>
    public long Break { get; init; }

    /// <summary>How many failures in a row open the breaker.</summary>
    public int FailMax { get; init; }

    /// <summary>The failure on one line, or the reason of an isolation.</summary>
    public string? Cause { get; init; }

    /// <summary>The state to adopt.</summary>
    public CircuitState State { get; init; }

    /// <summary>The failures to adopt.</summary>
    public int Failures { get; init; }

    /// <summary>Whether the state to adopt rejects calls: any other one leaves that of the store as it is.</summary>
    public bool Rejects => State is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Whether it can be the first thing that happens to a breaker, so that its row may have to be made.</summary>
    public bool MayCreate => Kind is BreakerCommandKind.Fail or BreakerCommandKind.Isolate or BreakerCommandKind.Adopt;

    /// <summary>The row after this command, or null where it changes nothing: what a store without a query language writes.</summary>
    public BreakerRow? ApplyTo(BreakerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return BreakerMachine.Next(row, this);
    }
}

/// <summary>The result of a command.</summary>
/// <param name="Changed">Whether the change took place.</param>
/// <param name="Row">The row as it is now.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BreakerAnswer(bool Changed, BreakerRow Row);
