namespace Unfazed.Core.Orchestration;

/// <summary>Something that happened in a run.</summary>
/// <param name="At">When, UTC.</param>
public abstract record RunEvent(DateTimeOffset At);

/// <summary>The run began; comes before any check starts.</summary>
public sealed record RunStarted(DateTimeOffset At, RunInfo Run, RunPlan Plan) : RunEvent(At);

/// <summary>Something that the run could not do and went on without, in one line for people: no logs, no cache.</summary>
public sealed record RunNotice(DateTimeOffset At, string Message) : RunEvent(At);

/// <summary>A check was started.</summary>
public sealed record CheckStarted(DateTimeOffset At, Check Check) : RunEvent(At);

/// <summary>A check cannot start because another process holds its lock; said once a check. It starts when the lock is free.</summary>
internal sealed record CheckAwaitsLock(DateTimeOffset At, Check Check) : RunEvent(At);

/// <summary>A check has its status. Also comes for checks that never started.</summary>
public sealed record CheckFinished(DateTimeOffset At, CheckResult Result) : RunEvent(At)
{
    /// <summary>The check; null for a result that belongs to no plan.</summary>
    public Check? Check { get; init; }

    /// <summary>What was seen, before policy gave the findings their severity and state.</summary>
    public Observation Seen { get; init; } = Result.Observation;
}

/// <summary>The last check of a dimension in a tier has its status.</summary>
public sealed record DimensionFinished(DateTimeOffset At, ValidationResult Result) : RunEvent(At);

/// <summary>The report is sealed.</summary>
public sealed record RunFinished(DateTimeOffset At, ValidationReport Report) : RunEvent(At);

/// <summary>Receives what happens, in order, one call at a time. One that throws is switched off and harms nothing.</summary>
public interface IRunListener
{
    /// <summary>Called for each event, off the path of the checks; should return soon.</summary>
    void On(RunEvent runEvent);
}
