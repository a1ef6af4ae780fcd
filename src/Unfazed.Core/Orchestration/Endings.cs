using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>What is said of checks that did not come to an end of their own.</summary>
internal static class Endings
{
    /// <summary>The observation of a check that was told to stop. What it had seen until then is kept; a pass is not.</summary>
    public static Observation Stopped(Check check, StopReason reason, Observation? seen)
    {
        var observation = seen ?? new Observation { Ending = ObservationEnding.TimedOut };
        return reason switch
        {
            StopReason.Timeout => observation with
            {
                Ending = ObservationEnding.TimedOut,
                Error = ErrorCodes.Timeout,
                Message = $"timed out after {DurationText.Of(check.Timeout)}{LastError(seen)}",
            },
            StopReason.Deadline => observation with
            {
                Ending = ObservationEnding.TimedOut,
                Error = ErrorCodes.Deadline,
                Message = seen is null ? "not started before the run's deadline" : $"not finished at the run's deadline{LastError(seen)}",
            },
            _ => observation with
            {
                Ending = ObservationEnding.Cancelled,
                Error = null,
                Message = Cancelled(reason, started: seen is not null),
            },
        };
    }

    // A message of a check that ended by itself says how it ended, which does not count now.
    private static string LastError(Observation? seen) => seen is { Ending: ObservationEnding.TimedOut or ObservationEnding.Error, Message: { Length: > 0 } said }
        ? $" (last error: {said.Split('\n')[0].TrimEnd()})"
        : "";

    /// <summary>Of a check whose run died before it ended.</summary>
    public static Observation CutOff(bool started) => new()
    {
        Ending = ObservationEnding.Cancelled,
        Attempts = started ? 1 : 0,
        Message = started ? "the run was cut off before it ended" : "the run was cut off before it was started",
    };

    /// <summary>Of a check that reaches the network in an offline run.</summary>
    public static Observation Offline(Check check) => new()
    {
        Ending = ObservationEnding.Unavailable,
        Error = ErrorCodes.Offline,
        Message = check.Service is { } service ? $"it depends on service {service}, and the run is offline" : "it reaches the network, and the run is offline",
    };

    /// <summary>The observation of a validator that threw: what a breaker or the way to a service kept it from is no defect of its own.</summary>
    public static Observation Threw(Exception error) => error switch
    {
        CircuitOpenException open => Paused(open),
        AbandonedWorkLimitException => Unreachable(error),
        _ when TransientErrors.Includes(error) => Unreachable(error),
        _ => Defect(error),
    };

    private static Observation Paused(CircuitOpenException open) => new()
    {
        Ending = ObservationEnding.CircuitOpen,
        Error = ErrorCodes.CircuitOpen,
        Message = OpenCircuitText.Of(open),
        Details = open.State == CircuitState.Isolated
            ? Observation.NoDetails.Add("breaker", open.Name)
            : Observation.NoDetails.Add("breaker", open.Name).Add("retry_after_ms", (long)Math.Ceiling(open.RetryAfter.TotalMilliseconds)),
    };

    private static Observation Unreachable(Exception error) => new()
    {
        Ending = ObservationEnding.Unavailable,
        Error = ErrorCodes.Unreachable,
        Message = error.Message,
        Attempts = 1,
    };

    private static Observation Defect(Exception error) => new()
    {
        Ending = ObservationEnding.Error,
        Error = ErrorCodes.Exception,
        Message = string.IsNullOrWhiteSpace(error.Message) ? error.GetType().Name : error.Message,
        Attempts = 1,
        Details = Observation.NoDetails.Add("exception", error.GetType().FullName ?? error.GetType().Name),
    };

    private static string Cancelled(StopReason reason, bool started)
    {
        var cause = reason == StopReason.FailFast ? "another check failed (--fail-fast)" : "the run was interrupted";
        return started ? $"stopped: {cause}" : $"not started: {cause}";
    }
}
