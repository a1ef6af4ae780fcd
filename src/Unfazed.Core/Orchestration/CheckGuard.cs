using System.Globalization;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>Asks a check's breaker for leave, and tells it once how it went.</summary>
internal sealed class CheckGuard(GuardingBreaker? guarding, TimeProvider time)
{
    // The longest time that a breaker accepts for one call.
    private static readonly TimeSpan MaxOperation = TimeSpan.FromDays(30);

    private CircuitPermit? _permit;

    /// <summary>Lets everything pass.</summary>
    public static CheckGuard Open => new(null, TimeProvider.System);

    /// <summary>Asks for leave. Null when it is given; else the observation of a check that was not attempted.</summary>
    public Observation? Refuse()
    {
        if (guarding is null)
        {
            return null;
        }

        if (!TryAdmit(guarding, out var permit, out var rejection))
        {
            return Refused(guarding.What, rejection);
        }

        _permit = permit;
        return null;
    }

    /// <summary>Tells the outcome: one for each run of a check, however many batches and attempts it took.</summary>
    public void Record(Observation seen)
    {
        if (guarding is null || _permit is not { } permit)
        {
            return;
        }

        switch (Weigh(seen))
        {
            case null:
                guarding.Breaker.RecordNeutral(permit);
                break;
            case "":
                guarding.Breaker.RecordSuccess(permit);
                break;
            case var cause:
                guarding.Breaker.RecordFailure(permit, cause);
                break;
        }

        _permit = null;
    }

    /// <summary>The cause of a failure, empty for a success, null for what says nothing about the tool or the service.</summary>
    /// <remarks>
    /// Findings are a success. The run's deadline, a fail-fast, output that can't be read, a wrong configuration and a missing tool are neither.
    /// </remarks>
    internal static string? Weigh(Observation seen) => seen switch
    {
        { Ending: ObservationEnding.Completed } => "",
        { Ending: ObservationEnding.TimedOut, Error: ErrorCodes.Timeout } => "timeout",
        { Ending: ObservationEnding.Error, Error: ErrorCodes.StartFailed } => "failed start",
        { Ending: ObservationEnding.Error, Error: ErrorCodes.Signal } =>
            seen.Details.TryGetValue("signal", out var signal) && signal.Value is string name ? name : "signal",
        _ => null,
    };

    // The lease of a probe follows the timeout of its check.
    private static bool TryAdmit(GuardingBreaker guarding, out CircuitPermit permit, out CircuitRejection rejection) =>
        guarding.Timeout is { } timeout && timeout > TimeSpan.Zero
            ? guarding.Breaker.TryAdmit(timeout < MaxOperation ? timeout : MaxOperation, out permit, out rejection)
            : guarding.Breaker.TryAdmit(out permit, out rejection);

    private Observation Refused(string what, CircuitRejection rejection)
    {
        var details = Observation.NoDetails.Add("breaker", what).Add("failures", (long)rejection.Failures);
        if (rejection.OpenUntil is { } until)
        {
            details = details
                .Add("open_until", until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
                .Add("retry_after_ms", (long)Math.Ceiling(rejection.RetryAfter.TotalMilliseconds));
        }

        return new Observation
        {
            Ending = ObservationEnding.CircuitOpen,
            Error = ErrorCodes.CircuitOpen,
            Message = OpenCircuitText.Of(what, rejection, time),
            Details = details,
        };
    }
}

/// <summary>A breaker in front of a check.</summary>
/// <param name="What">What it guards, in people's words.</param>
/// <param name="Breaker">The breaker.</param>
/// <param name="Timeout">How long the check may take, which a probe's lease follows; null for the breaker's own.</param>
internal sealed record GuardingBreaker(string What, CircuitBreaker Breaker, TimeSpan? Timeout = null);
