using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <content>The results as they are at any moment.</content>
internal sealed partial class ValidationRun
{
    /// <summary>A result for every check: those that there are, and of the others that they did not come to their end. Takes no lock.</summary>
    /// <param name="state">Why the run does not come to its own end.</param>
    /// <returns>All results in the order of the plan, and those among them that are not in the ledger.</returns>
    public (ImmutableArray<CheckResult> All, ImmutableArray<CheckResult> Open) Draft(RunState state)
    {
        var open = ImmutableArray.CreateBuilder<CheckResult>();
        var all = ImmutableArray.CreateBuilder<CheckResult>(_plan.Checks.Length);
        for (var index = 0; index < _plan.Checks.Length; index++)
        {
            if (_ledger.Peek(index) is { } result)
            {
                all.Add(result);
            }
            else
            {
                var unfinished = Unfinished(index, state);
                all.Add(unfinished);
                open.Add(unfinished);
            }
        }

        return (all.ToImmutable(), open.ToImmutable());
    }

    private CheckResult Unfinished(int index, RunState state)
    {
        var check = _plan.Checks[index];
        var isStarted = _startedAt.TryGetValue(index, out var at);
        var started = isStarted ? new Observation { Ending = ObservationEnding.TimedOut, Attempts = 1 } : null;
        var seen = state switch
        {
            RunState.Deadline => Endings.Stopped(check, StopReason.Deadline, started),
            RunState.Crashed => Endings.CutOff(isStarted),
            _ => Endings.Stopped(check, StopReason.Interrupt, started),
        };
        return _environment.Judge(check, seen, isStarted ? _environment.Now - at : TimeSpan.Zero) with { StartedAt = isStarted ? at : null };
    }
}
