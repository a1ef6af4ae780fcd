namespace Unfazed.Core.Reports;

/// <summary>What is wrong with a check beyond the findings that count: a report without it would look clean where nothing was verified.</summary>
internal static class CheckTrouble
{
    /// <summary>A sentence; null when the check passed, had nothing to do, or its findings say it all.</summary>
    public static string? Of(CheckResult check) => check.Status switch
    {
        CheckStatus.Passed or CheckStatus.Skipped => null,
        CheckStatus.Failed => check.Observation.Error is null && check.Findings.Any(static finding => finding.Counts) ? null : check.Message,
        _ => StatusText.Sentence(check.Status, check.Message),
    };

    /// <summary>The same without a line break.</summary>
    public static string? LineOf(CheckResult check) => Of(check) is { } text
        ? string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        : null;
}
