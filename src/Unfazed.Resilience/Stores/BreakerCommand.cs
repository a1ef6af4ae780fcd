using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>What a <see cref="BreakerCommand"/> does to a breaker.</summary>
public enum BreakerCommandKind
{
    /// <summary>Admits a probe on a lease: of an open breaker whose break is over, or of a half-open one that has a place for it.</summary>
    Elect,

    /// <summary>Counts a failure: opens the breaker at <see cref="BreakerCommand.FailMax"/> failures in a row, or when probes fail by <see cref="BreakerCommand.Probes"/>.</summary>
    Fail,

    /// <summary>Clears the failures; closes the breaker when enough probes succeeded.</summary>
    Succeed,

    /// <summary>Ends a probe that says nothing about the service: its place is free at once.</summary>
    Release,

    /// <summary>Rejects every call until a reset.</summary>
    Isolate,

    /// <summary>Closes the breaker and clears its failures.</summary>
    Reset,

    /// <summary>Takes over what happened to a breaker in memory while the store was not available.</summary>
    Adopt,

    /// <summary>Opens a closed breaker because of the rates of its window.</summary>
    Trip,

    /// <summary>Sets the state of a snapshot.</summary>
    Restore,
}

/// <summary>One atomic change that a store is asked for. Instants and durations are in the units of the store's clock, UTC milliseconds.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BreakerCommand
{
    /// <summary>A command of the default <see cref="ProbeRule"/>.</summary>
    public BreakerCommand()
    {
    }

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

    /// <summary>The number of the probe that an outcome is of; 0 for a call of a closed breaker.</summary>
    public int Ticket { get; init; }

    /// <summary>Whether the call was slow.</summary>
    public bool IsSlow { get; init; }

    /// <summary>How probes decide.</summary>
    public ProbeRule Probes { get; init; } = new();

    /// <summary>The times it went half-open, to restore.</summary>
    public int Attempts { get; init; }

    /// <summary>When the breaker opened, to restore; UTC milliseconds.</summary>
    public long OpenedAt { get; init; }

    /// <summary>When the last failure was recorded, UTC milliseconds; 0 leaves it as it is when the breaker trips.</summary>
    public long LastFailureAt { get; init; }

    /// <summary>The state to adopt or to restore.</summary>
    public CircuitState State { get; init; }

    /// <summary>The failures to adopt, to restore, or of the window that trips.</summary>
    public int Failures { get; init; }

    /// <summary>Whether the state to adopt rejects calls: any other one leaves that of the store as it is.</summary>
    public bool Rejects => State is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Whether it can be the first thing that happens to a breaker, so that its row may have to be made.</summary>
    public bool MayCreate => Kind
        is BreakerCommandKind.Fail or BreakerCommandKind.Isolate or BreakerCommandKind.Adopt or BreakerCommandKind.Trip or BreakerCommandKind.Restore;

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
