using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>Code in this process that examines a dimension and gives observations. Policy makes statuses of them later.</summary>
public interface IValidator
{
    /// <summary>
    /// Examines and gives what it saw. It should end soon after <paramref name="cancellationToken"/> fires, with what it has;
    /// one that does not is abandoned, and one that throws is reported as an error: neither costs another check its result. A
    /// <see cref="CircuitOpenException"/> that it lets out makes its check <c>circuit_open</c>, a service that can't be reached or does not
    /// answer in time (any of <see cref="TransientErrors"/>) makes it <c>unavailable</c>.
    /// </summary>
    /// <param name="context">What it may use.</param>
    /// <param name="cancellationToken">Fires at its timeout, at the run's deadline, on an interrupt and under fail-fast.</param>
    Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken);
}
