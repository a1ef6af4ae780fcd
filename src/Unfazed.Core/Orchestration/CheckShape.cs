using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// The rule for checks and observations that code of somebody else made: what a run relies on is there. It is asked once, where they come in;
/// nothing behind it expects a list that was never made, or a value that an enumeration does not have.
/// </summary>
internal static class CheckShape
{
    /// <summary>What is wrong with a check beside its names, with the property's name; null when nothing is.</summary>
    public static string? ProblemOf(Check check) =>
        (check.Directory is null ? "Directory is null: \".\" is the root" : null)
        ?? (check.Reason is null ? "Reason is null" : null)
        ?? Texts(check.Command, nameof(Check.Command))
        ?? Texts(check.Locks, nameof(Check.Locks))
        ?? Texts(check.ConfigurationFiles, nameof(Check.ConfigurationFiles))
        ?? Texts(check.PartiallyStaged, nameof(Check.PartiallyStaged))
        ?? (check.DefaultTier is { } tier ? Defined(tier, nameof(Check.DefaultTier)) : null)
        ?? (double.IsFinite(check.Cores) && check.Cores >= 0 ? null : "Cores is no number of cores")
        ?? (check.Settled is { } settled && ProblemOf(settled) is { } problem ? $"{nameof(Check.Settled)}.{problem}" : null);

    /// <summary>What is wrong with an observation, with the property's name; null when nothing is.</summary>
    public static string? ProblemOf(Observation seen) =>
        Defined(seen.Ending, nameof(Observation.Ending))
        ?? Texts(seen.Command, nameof(Observation.Command))
        ?? (seen.Details is null ? "Details is null" : null)
        ?? (seen.Findings.IsDefault ? NeverMade(nameof(Observation.Findings)) : seen.Findings.Select(FindingProblem).FirstOrDefault(static problem => problem is not null));

    /// <summary>What is wrong with a value of an enumeration; null when it has it.</summary>
    public static string? Defined<T>(T value, string property)
        where T : struct, Enum => Enum.IsDefined(value) ? null : $"{property} is {value:D}, which no {typeof(T).Name} is";

    private static string? Texts(ImmutableArray<string> texts, string property) =>
        texts.IsDefault ? NeverMade(property) : texts.Contains(null!) ? $"{property} contains null" : null;

    private static string NeverMade(string property) => $"{property} is a list that was never made: [] is the empty one";

    private static string? FindingProblem(Finding? finding) => finding is null ? "Findings contains null"
        : finding.Tool is null || finding.Rule is null || finding.Message is null || finding.Fingerprint is null ? "Findings contains one whose Tool, Rule, Message or Fingerprint is null"
        : (Defined(finding.Severity, nameof(Finding.Severity)) ?? Defined(finding.State, nameof(Finding.State))) is { } problem ? $"Findings contains one whose {problem}" : null;
}
