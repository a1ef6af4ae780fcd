using Unfazed.Core.Journal;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>Writes the journal of a run. It receives each event before the listeners do, so that what is shown was recorded before.</summary>
internal sealed class JournalKeeper(JournalWriter journal, RunPlan plan, Action<string> warn) : IRunListener
{
    private readonly Dictionary<Check, int> _places = Places(plan);
    private readonly string? _known = journal.Warning;

    public void On(RunEvent runEvent)
    {
        if (runEvent is RunFinished finished)
        {
            foreach (var integration in finished.Report.Integrations)
            {
                Keep(new IntegrationTold(finished.At, integration));
            }
        }

        if (EntryOf(runEvent) is { } entry)
        {
            Keep(entry);
        }
    }

    private void Keep(JournalEntry entry)
    {
        if (!journal.Append(entry) && journal.Warning is { } warning)
        {
            // That it could not even be opened was said at the start of the run.
            if (warning != _known)
            {
                warn(warning);
            }

            throw new IOException(warning);
        }
    }

    private JournalEntry? EntryOf(RunEvent runEvent) => runEvent switch
    {
        RunStarted started => new RunBegan(started.Run, [.. plan.Checks.Select(Describe)], plan.Suggestions) { Owner = ProcessRunner.IsContainmentReduced ? null : RunOwner.Ours() },
        CheckStarted started => new CheckBegan(_places[started.Check], started.At),
        CheckFinished { Check: { } check } finished => new CheckEnded(_places[check], finished.At, finished.Seen, finished.Result.Duration) { Cached = finished.Result.Cached },
        RunFinished { Report: var report } => new RunSealed(report.Run.Duration, report.Run.State, report.Run.InputsChanged, report.Verdict, report.ExitCode) { IndexProblem = report.Run.IndexProblem, EditProblem = report.Run.EditProblem },
        _ => null,
    };

    private static JournaledCheck Describe(Check check) => new(check.Name, check.Dimension, check.Tier, check.Directory, check.FixSuggestion);

    private static Dictionary<Check, int> Places(RunPlan plan)
    {
        var places = new Dictionary<Check, int>(ReferenceEqualityComparer.Instance);
        for (var index = 0; index < plan.Checks.Length; index++)
        {
            places[plan.Checks[index]] = index;
        }

        return places;
    }
}
