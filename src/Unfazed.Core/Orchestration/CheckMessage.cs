using System.Globalization;
using Unfazed.Core.Orchestration.Comparison;

namespace Unfazed.Core.Orchestration;

/// <summary>The one sentence that a check's result carries.</summary>
internal static class CheckMessage
{
    private const int MaxThrown = 100;

    public static string Of(CheckStatus status, Observation observation) => status switch
    {
        CheckStatus.Passed => (observation.Summary ?? observation.Message ?? "nothing found") + Known(observation),
        CheckStatus.Failed => Failed(observation),
        CheckStatus.Error when observation.Error == ErrorCodes.Exception => $"error: {FirstLine(observation.Message ?? "")}",
        _ => observation.Message ?? status.WireName(),
    };

    /// <summary>Such as <c>1 problem</c> or <c>3 problems</c>.</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    // What other people's code threw, as text: its first line says what happened. The journal has the rest.
    private static string FirstLine(string thrown)
    {
        var line = TerminalText.CleanLine(thrown.Trim().Split('\n', 2)[0].TrimEnd());
        return line.Length <= MaxThrown ? line : line[..(MaxThrown - (char.IsHighSurrogate(line[MaxThrown - 1]) ? 1 : 0))];
    }

    // Notes fail nothing, known or not.
    private static string Known(Observation observation) =>
        observation.Findings.Count(static finding => finding is { State: FindingState.Known, Severity: not Severity.Note }) is > 0 and var known
            ? string.Create(CultureInfo.InvariantCulture, $"; {known} known")
            : "";

    private static string NotCompared(Observation observation) =>
        ComparedDetails.Problem(observation) is { } problem ? $"; not compared: {problem}" : "";

    private static string Failed(Observation observation)
    {
        var counting = observation.Findings.Where(static finding => finding.Counts).ToList();
        if (counting.Count == 0)
        {
            return observation.Message
                ?? (observation.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : "problems were reported");
        }

        var files = counting.Select(static finding => finding.Path).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        var problems = Count(counting.Count, "problem");
        var found = (files == 0 ? problems : $"{problems} in {Count(files, "file")}") + Known(observation) + NotCompared(observation);
        return observation.Error is null ? found : $"{found}; {observation.Message}";
    }
}
