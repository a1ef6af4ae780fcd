namespace Unfazed.Resilience;

internal enum BreakerCommandKind
{
    Elect,
    Fail,
    Succeed,
    Release,
    Isolate,
    Reset,

    /// <summary>Takes over what happened to a breaker in memory while the store was not available.</summary>
    Adopt,
}

/// <summary>One atomic change that a store is asked for. Instants and durations are in the units of the store's clock.</summary>
internal readonly record struct BreakerCommand
{
    public required BreakerCommandKind Kind { get; init; }

    /// <summary>The generation that an outcome was admitted under.</summary>
    public long Generation { get; init; }

    public required long Now { get; init; }

    /// <summary>Now in UTC milliseconds, for what people read.</summary>
    public required long UtcNow { get; init; }

    /// <summary>How far an instant may lie in the future before the clock is taken to have been set back.</summary>
    public long Skew { get; init; }

    public long Lease { get; init; }

    public long Break { get; init; }

    public int FailMax { get; init; }

    public string? Cause { get; init; }

    /// <summary>The state to adopt.</summary>
    public CircuitState State { get; init; }

    /// <summary>The failures to adopt.</summary>
    public int Failures { get; init; }

    /// <summary>Whether the state to adopt rejects calls: any other one leaves that of the store as it is.</summary>
    public bool Rejects => State is CircuitState.Open or CircuitState.Isolated;
}

/// <summary>Whether the change took place, and the row as it is now.</summary>
internal readonly record struct BreakerAnswer(bool Changed, BreakerRow Row);
