using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>Puts the results of checks together: a result for each dimension in each tier, three tiers.</summary>
internal static class ResultAssembly
{
    private static readonly ValidationTier[] AllTiers = [ValidationTier.Blocker, ValidationTier.Warning, ValidationTier.Monitor];

    /// <param name="checks">In the order of the plan.</param>
    /// <param name="agents">Says who could be set to work on what fails; nobody if null.</param>
    public static ImmutableArray<TierResult> Tiers(IReadOnlyList<CheckResult> checks, AgentSettings? agents = null) =>
    [
        .. AllTiers.Select(tier => new TierResult(
            tier,
            [.. checks.Where(check => check.Tier == tier).GroupBy(static check => check.Dimension).Select(group => Result([.. group], agents))])),
    ];

    /// <param name="checks">All checks of one dimension in one tier; at least one.</param>
    /// <param name="agents">Says who could be set to work on it; nobody if null.</param>
    public static ValidationResult Result(ImmutableArray<CheckResult> checks, AgentSettings? agents = null)
    {
        var status = StatusRule.Worst(checks.Select(static check => check.Status));
        var deciding = checks.Where(check => check.Status == status).ToList();
        var ran = checks.Where(static check => check.Status is CheckStatus.Passed or CheckStatus.Failed).ToList();
        return new ValidationResult
        {
            Dimension = checks[0].Dimension,
            Tier = checks[0].Tier,
            Status = status,
            Message = Message(deciding),
            Checks = checks,
            Findings = [.. checks.SelectMany(static check => check.Findings).Order(FindingOrder.Instance)],
            FixSuggestion = checks.Select(static check => check.FixSuggestion).FirstOrDefault(static suggestion => suggestion is not null),
            Agent = status == CheckStatus.Failed ? agents?.AgentOf(checks[0].Dimension) : null,
            Duration = checks.Max(static check => check.Duration),
            Cached = ran.Count > 0 && ran.TrueForAll(static check => check.Cached),
            Attempts = checks.Max(static check => check.Observation.Attempts),
            Details = Details(deciding),
        };
    }

    private static string Message(List<CheckResult> deciding) =>
        string.Join("; ", deciding.Select(static check => $"{check.Name}: {check.Message}"));

    private static ImmutableSortedDictionary<string, DetailValue> Details(List<CheckResult> deciding)
    {
        var error = deciding.Select(static check => check.Observation.Error).FirstOrDefault(static error => error is not null);
        return error is null ? Observation.NoDetails : Observation.NoDetails.Add("error", error);
    }
}
