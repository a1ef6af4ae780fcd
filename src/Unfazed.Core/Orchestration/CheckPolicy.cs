using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Makes statuses of observations, by the configuration in force. Pure: the same observation and policy give the same result.</summary>
internal sealed class CheckPolicy(UnfazedConfiguration configuration)
{
    private readonly CoverageRule _coverage = new(configuration);
    private readonly ImmutableArray<(IgnoreRule Rule, Glob? Path)> _ignored =
        [.. configuration.Ignore.Select(rule => (rule, rule.Path is null ? null : Glob.Parse(rule.Path)))];

    /// <summary>Gives each finding its severity and state, and the check its status and message.</summary>
    public CheckResult Judge(Check check, Observation seen, TimeSpan duration)
    {
        var observation = seen with { Findings = [.. seen.Findings.Select(finding => Weigh(check, finding)).Order(FindingOrder.Instance)] };
        var status = StatusOf(observation);
        if (status == CheckStatus.Passed && Forgiveness.Denied(observation) is { } denied)
        {
            (status, observation) = (CheckStatus.Error, denied);
        }

        if (status is CheckStatus.Passed or CheckStatus.Skipped && check.Tier <= configuration.FailOn.Value && StagedContent.Differs(observation) is { } differs)
        {
            (status, observation) = (CheckStatus.Error, differs);
        }

        if (status == CheckStatus.Passed && ChangedFiles.Differs(observation) is { } changed)
        {
            (status, observation) = (CheckStatus.Error, changed);
        }

        return _coverage.Judge(new CheckResult
        {
            Name = check.Name,
            Dimension = check.Dimension,
            Tier = check.Tier,
            Directory = check.Directory,
            Status = status,
            Message = CheckMessage.Of(status, observation),
            Observation = observation,
            FixSuggestion = status == CheckStatus.Failed ? check.FixSuggestion : null,
            Duration = duration,
        });
    }

    internal static CheckStatus StatusOf(Observation observation) => observation.Ending switch
    {
        ObservationEnding.Completed => FoundProblems(observation) ? CheckStatus.Failed : CheckStatus.Passed,

        // What it could read has problems: that is certain, whatever the unreadable file would have added.
        ObservationEnding.Error when observation.Error == ErrorCodes.UnreadableFile && FoundProblems(observation) => CheckStatus.Failed,
        ObservationEnding.Error => CheckStatus.Error,
        ObservationEnding.TimedOut => CheckStatus.TimedOut,
        ObservationEnding.CircuitOpen => CheckStatus.CircuitOpen,
        ObservationEnding.Unavailable => CheckStatus.Unavailable,
        ObservationEnding.Skipped => CheckStatus.Skipped,
        ObservationEnding.Cancelled => CheckStatus.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(observation), observation.Ending, null),
    };

    private static bool FoundProblems(Observation observation) =>
        observation.ReportedProblems || observation.Findings.Any(static finding => finding.Counts);

    private Finding Weigh(Check check, Finding finding)
    {
        var severities = configuration.At(finding.Path ?? check.Directory).Severities;
        var severity = severities.TryGetValue($"{finding.Tool}:{finding.Rule}", out var ofRule) ? ofRule.Value
            : severities.TryGetValue(finding.Tool, out var ofTool) ? ofTool.Value
            : finding.Severity;
        var state = _ignored.Any(ignored => Fits(ignored.Rule, ignored.Path, finding)) ? FindingState.Ignored
            : configuration.Baseline?.Knows(finding) == true ? FindingState.Known
            : finding.State;
        return finding with { Severity = severity, State = state, IsSoftened = severity == Severity.Note && finding.Severity != Severity.Note };
    }

    private static bool Fits(IgnoreRule rule, Glob? path, Finding finding) =>
        (rule.Tool is null || rule.Tool == finding.Tool)
        && (rule.Rule is null || rule.Rule == finding.Rule)
        && (path is null || (finding.Path is not null && path.IsMatch(finding.Path)));
}
