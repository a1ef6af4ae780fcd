using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>How the probes of a half-open breaker decide. By default one probe does.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProbeRule
{
    /// <summary>One probe decides.</summary>
    public ProbeRule()
    {
    }

    /// <summary>How many probes may run at once.</summary>
    public int MaxCalls { get; init; } = 1;

    /// <summary>After how many outcomes the breaker closes.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>From how many failures on it opens again.</summary>
    public int FailLimit { get; init; } = 1;

    /// <summary>From how many slow calls on it opens again.</summary>
    public int SlowLimit { get; init; } = int.MaxValue;

    /// <summary>Whether it opens as soon as a limit is reached, and not only after the outcomes that are needed.</summary>
    public bool FailsAtOnce { get; init; } = true;

    /// <summary>How many probes, under way or decided, may have been admitted: more could not change anything.</summary>
    public int MaxTotal => Math.Max(MaxCalls, Needed);
}
