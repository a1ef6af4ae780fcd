namespace Unfazed.Core.Orchestration;

/// <summary>
/// Only what was read whole can be forgiven: findings that do not count (known, ignored, excluded, made notes) let a check pass only when they
/// account for everything.
/// </summary>
internal static class Forgiveness
{
    /// <summary>Returns the observation of a check that would pass, as the error that it is; null where it may pass.</summary>
    public static Observation? Denied(Observation passed) => passed.Incomplete is { } why
        ? passed with { Ending = ObservationEnding.Error, Error = ErrorCodes.UnreadableOutput, Message = why }
        : null;
}
