using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>Examines again after a failed start or a signal that was not ours, as often as the check asks for; never after a timeout.</summary>
internal static class RetriedExamination
{
    public static async Task<Observation> ExamineAsync(Check check, ValidationContext context, StopSignal stop)
    {
        var attempts = 0;
        for (var again = check.Retries; ; again--)
        {
            // Whatever the signature says: validators are other people's code.
            var seen = await (check.Validator!.ExamineAsync(context, stop.Token) ?? Task.FromResult<Observation>(null!)).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"the validator of {check.Name} returned null and no observation");
            if (CheckShape.ProblemOf(seen) is { } problem)
            {
                throw new InvalidOperationException($"the validator of {check.Name} returned an observation that cannot be read: {problem}");
            }

            attempts += seen.Attempts;
            if (again == 0 || !MayPass(seen) || stop.Reason != StopReason.None)
            {
                return seen with { Attempts = attempts };
            }
        }
    }

    private static bool MayPass(Observation seen) =>
        seen is { Ending: ObservationEnding.Error, Error: ErrorCodes.StartFailed or ErrorCodes.Signal };
}
