namespace Unfazed.Resilience;

/// <summary>How <see cref="TimeLimit"/> ends an operation.</summary>
public sealed record TimeLimitOptions
{
    /// <summary>How long an operation may take to stop once its token has fired: 0 or more; 1 s unless told. Then it is abandoned.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many abandoned operations may run on in this process before no other is started: 0 or more; 64 unless told.</summary>
    public int MaxAbandoned { get; init; } = 64;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal static TimeLimitOptions Default { get; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero, nameof(Grace));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxAbandoned, nameof(MaxAbandoned));
    }
}
