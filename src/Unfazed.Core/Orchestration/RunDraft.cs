using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// The report of a run as it would be at this moment, for whoever can't wait for its end. Making it takes no lock and touches no disk, so
/// that neither a thread that hangs nor a file system that does not respond can delay it.
/// </summary>
internal sealed class RunDraft
{
    private volatile Func<RunState, DraftedReport>? _make;

    /// <summary>Takes over the way in which the draft is made from now on.</summary>
    public void Follow(Func<RunState, DraftedReport> make) => _make = make;

    /// <summary>The draft; null before the run has a plan.</summary>
    /// <param name="state">Why the run does not come to its own end.</param>
    public DraftedReport? At(RunState state) => _make?.Invoke(state);
}

/// <summary>A report that was made before the end of its run.</summary>
/// <param name="Report">The report.</param>
/// <param name="Open">The results among it of checks that had none yet: nobody was notified of them.</param>
internal sealed record DraftedReport(ValidationReport Report, ImmutableArray<CheckResult> Open);
