using Unfazed.Core.Baselines;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Orchestration;

/// <summary>Makes a report of a stored run again: what was seen then, judged by the policy of now.</summary>
internal static class StoredReport
{
    public static ValidationReport Of(JournaledRun stored, UnfazedConfiguration configuration)
    {
        var results = Results(stored, configuration);
        var tiers = ResultAssembly.Tiers(results, configuration.Agents);
        var run = stored.Began.Run with
        {
            State = stored.Sealed?.State ?? RunState.Crashed,
            Duration = stored.Sealed?.Duration ?? LastSign(stored),
            InputsChanged = stored.Sealed?.InputsChanged ?? false,
            IndexProblem = stored.Sealed?.IndexProblem,
            EditProblem = stored.Sealed?.EditProblem,
            Baseline = configuration.Baseline is null ? null : Baseline.FileName,
        };
        var derived = VerdictRule.Of(run, VerdictRule.Derive(tiers, configuration.FailOn.Value, run.Unchanged is not null));

        // What was cut off may have lost what would have blocked: it is never passed.
        var verdict = stored.Sealed is null && derived == Verdict.Passed ? Verdict.Inconclusive : derived;
        return new ValidationReport
        {
            Run = run,
            Verdict = verdict,
            ExitCode = VerdictRule.ExitCode(verdict, configuration.FailOnInconclusive.Value || run.IndexChanged),
            Tiers = tiers,
            Suggestions = stored.Began.Suggestions,
            Integrations = stored.Integrations,
        };
    }

    /// <summary>The results of its checks, in the order of its plan.</summary>
    public static IReadOnlyList<CheckResult> Results(JournaledRun stored, UnfazedConfiguration configuration)
    {
        var policy = new CheckPolicy(configuration);
        return [.. stored.Began.Checks.Select((check, index) => Judge(stored, policy, check, index))];
    }

    /// <summary>A check as it was asked for.</summary>
    public static Check CheckOf(JournaledCheck journaled) => new()
    {
        Name = journaled.Name,
        Dimension = journaled.Dimension,
        Tier = journaled.Tier,
        Directory = journaled.Directory,
        FixSuggestion = journaled.FixSuggestion,
    };

    private static CheckResult Judge(JournaledRun stored, CheckPolicy policy, JournaledCheck journaled, int index)
    {
        var check = CheckOf(journaled);
        var result = stored.Ended.TryGetValue(index, out var ended)
            ? policy.Judge(check, ended.Seen, ended.Duration) with { Cached = ended.Cached }
            : policy.Judge(check, Endings.CutOff(stored.Started.ContainsKey(index)), TimeSpan.Zero);
        return result with { StartedAt = stored.Started.TryGetValue(index, out var at) ? at : null };
    }

    private static TimeSpan LastSign(JournaledRun stored)
    {
        var signs = stored.Ended.Values.Select(static ended => ended.At).Concat(stored.Started.Values).Append(stored.Began.Run.StartedAt);
        return signs.Max() - stored.Began.Run.StartedAt;
    }
}
