namespace Unfazed.Core;

/// <summary>How verdict and exit code follow from the results.</summary>
public static class VerdictRule
{
    /// <summary>The verdict of a run. One in which no check, of whatever tier, passed or failed is never <see cref="Verdict.Passed"/>.</summary>
    /// <param name="tiers">The results.</param>
    /// <param name="failOn">The highest tier that can block.</param>
    /// <param name="isUnchanged">
    /// Whether git was asked what changed and said: nothing. Then checks that were all skipped are no doubt, because there is nothing that they
    /// could have found. Without any check the verdict stays inconclusive.
    /// </param>
    public static Verdict Derive(IReadOnlyCollection<TierResult> tiers, ValidationTier failOn = ValidationTier.Blocker, bool isUnchanged = false)
    {
        var deciding = tiers.Where(tier => tier.Tier <= failOn).SelectMany(static tier => tier.Results).ToList();
        if (deciding.Any(static result => result.Status == CheckStatus.Failed))
        {
            return Verdict.Blocked;
        }

        var unverified = deciding.Any(static result => !result.Passed);
        var checks = tiers.SelectMany(static tier => tier.Results).SelectMany(static result => result.Checks).ToList();
        var hasAnswer = checks.Exists(static check => check.Status is CheckStatus.Passed or CheckStatus.Failed);
        var hadNothingToDo = isUnchanged && checks.Count > 0 && checks.TrueForAll(static check => check.Status == CheckStatus.Skipped);
        return unverified || !(hasAnswer || hadNothingToDo) ? Verdict.Inconclusive : Verdict.Passed;
    }

    /// <summary>The verdict of a run: that of its results, but never passed where a commit may hold what was not checked.</summary>
    internal static Verdict Of(RunInfo run, Verdict derived) => (run.IndexChanged || run.EditProblem is not null) && derived == Verdict.Passed ? Verdict.Inconclusive : derived;

    /// <summary>The exit code for a verdict: 0, 1 or 4.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="failOnInconclusive">Whether inconclusive is 4; else it is 0 and the verdict stays.</param>
    public static int ExitCode(Verdict verdict, bool failOnInconclusive = true) => verdict switch
    {
        Verdict.Passed => ExitCodes.Passed,
        Verdict.Blocked => ExitCodes.Blocked,
        Verdict.Inconclusive => failOnInconclusive ? ExitCodes.Inconclusive : ExitCodes.Passed,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
