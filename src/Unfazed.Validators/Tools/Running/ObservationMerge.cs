using Unfazed.Core;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Puts the observations of a check's batches together.</summary>
internal static class ObservationMerge
{
    /// <summary>Both: the findings of all, the ending of the first that did not complete, the command of the first.</summary>
    public static Observation Merge(Observation? first, Observation next)
    {
        if (first is null)
        {
            return next;
        }

        var worse = first.Ending == ObservationEnding.Completed ? next : first;
        return first with
        {
            Ending = worse.Ending,
            Error = worse.Error,
            Message = first.Message is null || worse.Ending != ObservationEnding.Completed ? worse.Message : first.Message,
            ExitCode = first.ExitCode is null or 0 ? next.ExitCode : first.ExitCode,
            ReportedProblems = first.ReportedProblems || next.ReportedProblems,
            Findings = first.Findings.AddRange(next.Findings),
            Details = first.Details.SetItems(next.Details),
            KilledProcesses = first.KilledProcesses + next.KilledProcesses,
        };
    }
}
