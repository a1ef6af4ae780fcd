namespace Unfazed.Resilience;

/// <summary>
/// What the path of a healthy call needs, in 64 bits that are read at once: bits 0-1 the state, bit 2 whether there is more to ask (a store, a window, a mode),
/// bits 3-15 the failures (saturating), bits 16-63 the generation. Durable generations begin at UTC milliseconds, which leaves 48 bits
/// room for some thousand years.
/// </summary>
internal readonly record struct PackedState(long Word)
{
    private const int FailureBits = 13;
    private const int MostFailures = (1 << FailureBits) - 1;
    private const long AskFurther = 0b100;
    private const long NothingToDoMask = 0xFFFF;
    private const long AdmitMask = 0b111;

    /// <summary>Closed, in memory and without a window: admit without asking further.</summary>
    public bool AdmitsAtOnce => (Word & AdmitMask) == 0;

    /// <summary>Closed, in memory, without a window and without a failure: a success, current or stale, changes nothing.</summary>
    public bool NothingToClear => (Word & NothingToDoMask) == 0;

    public CircuitState State => (CircuitState)(Word & 0b11);

    public int Failures => (int)((Word >> 3) & MostFailures);

    public long Generation => Word >> 16;

    public static PackedState Of(BreakerRow row, bool askFurther) =>
        new((row.Generation << 16) | ((long)Math.Min(row.Failures, MostFailures) << 3) | (askFurther ? AskFurther : 0) | (long)row.State);
}
