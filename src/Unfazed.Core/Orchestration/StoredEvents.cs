using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Orchestration;

/// <summary>The events of a stored run again, in the order of their time, judged by the policy of now.</summary>
internal static class StoredEvents
{
    public static IEnumerable<RunEvent> Of(JournaledRun stored, ValidationReport report, UnfazedConfiguration configuration)
    {
        var end = report.Run.StartedAt + report.Run.Duration;
        var results = StoredReport.Results(stored, configuration);
        yield return new RunStarted(stored.Began.Run.StartedAt, stored.Began.Run, new RunPlan([], stored.Began.Suggestions));
        var left = results.GroupBy(static result => (result.Dimension, result.Tier)).ToDictionary(static group => group.Key, static group => group.Count());
        foreach (var checkEvent in Checks(stored, results, end))
        {
            yield return checkEvent;
            if (checkEvent is CheckFinished { Result: var result } && --left[(result.Dimension, result.Tier)] == 0)
            {
                yield return new DimensionFinished(checkEvent.At, report.Results.First(of => of.Dimension == result.Dimension && of.Tier == result.Tier));
            }
        }

        yield return new RunFinished(end, report);
    }

    // Of equal times the start comes first, and checks keep the order of the plan.
    private static IEnumerable<RunEvent> Checks(JournaledRun stored, IReadOnlyList<CheckResult> results, DateTimeOffset end)
    {
        var starts = stored.Started.Where(started => started.Key >= 0 && started.Key < results.Count)
            .OrderBy(static started => started.Key)
            .Select(started => (RunEvent)new CheckStarted(started.Value, StoredReport.CheckOf(stored.Began.Checks[started.Key])));
        var ends = results.Select((result, index) => (RunEvent)new CheckFinished(stored.Ended.TryGetValue(index, out var ended) ? ended.At : end, result));
        return starts.Concat(ends).OrderBy(static checkEvent => checkEvent.At);
    }
}
