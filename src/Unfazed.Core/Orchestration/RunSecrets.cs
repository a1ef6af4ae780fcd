using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>The secrets that a run knows: those of its variables from the start, and from then on those that its scanners find.</summary>
internal sealed class RunSecrets(Redactor known, WorkspaceSnapshot workspace)
{
    private readonly Lock _gate = new();
    private readonly FindingLines _lines = new(workspace);
    private readonly Redactor _first = known;
    private volatile Redactor _redactor = known;

    /// <summary>Covers what is known by now.</summary>
    public Redactor Redactor => _redactor;

    /// <summary>Whether more is known than at the start, so that what was told before may hold it.</summary>
    public bool HaveGrown => !ReferenceEquals(_redactor, _first);

    /// <summary>Takes note of what stands at the places that a scanner of secrets names: other tools may quote it.</summary>
    public void Learn(Check check, Observation seen)
    {
        if (!check.FindsSecrets || seen.Findings.IsEmpty)
        {
            return;
        }

        var found = FoundSecrets.At(seen.Findings, _lines.Of).ToList();
        lock (_gate)
        {
            _redactor = _redactor.With(found);
        }
    }

    /// <summary>Results without what became known after they were filed.</summary>
    public IReadOnlyList<CheckResult> Cover(IReadOnlyList<CheckResult> results) => HaveGrown
        ? [.. results.Select(Covered)]
        : results;

    private CheckResult Covered(CheckResult result)
    {
        var observation = Redactor.Redact(result.Observation);

        // A message that was cut may end in the middle of a secret.
        var message = observation.Error == ErrorCodes.Exception ? CheckMessage.Of(result.Status, observation) : Redactor.Text(result.Message);
        return result with { Message = message, Observation = observation };
    }
}
