using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.Fixing;

/// <summary>One <c>fix</c> of a repository: the checks that can fix run on a copy, then the built-in rules; nothing is written before <see cref="WriteAsync"/>.</summary>
/// <param name="setup">The repository, its configuration and the sources of checks.</param>
/// <param name="selection">What is to be fixed.</param>
/// <param name="facts">What git says.</param>
internal sealed class FixSession(OrchestratorSetup setup, RunSelection selection, RepositoryFacts facts)
{
    private readonly FixWriter _writer = new(setup.Workspace, facts, setup.Processes);

    /// <summary>Says, when what runs is to be stopped, why, and how long it may take to end by itself.</summary>
    public required Func<(StopReason Reason, TimeSpan Grace)> Stop { get; init; }

    /// <summary>Fixes in memory and in a copy.</summary>
    /// <param name="stopping">Fires at the deadline or an interrupt: then nothing may be written, because not every tool was asked.</param>
    public async Task<FixReport> FixAsync(CancellationToken stopping)
    {
        var checks = new ValidationOrchestrator(setup).Plan(selection).Checks;
        var request = new FixRequest
        {
            Context = new DiscoveryContext(
                setup.Workspace, setup.Configuration, setup.Processes.Environment, FileSelections.Of(setup.Workspace, selection.Paths, selection.Changes)),
            Tools = [.. checks.Where(check => check.Fix is not null && !IsKeptOffline(check))],
            BuiltIn = checks.Any(static check => check.Name == HygieneExaminer.Name && check.Validator is not null && check.Command.IsEmpty),
            Named = selection.Paths ?? [],
            Facts = facts,
            Processes = setup.Processes,
            Time = setup.Time,
            Stop = Stop,
        };
        var report = await new FixRun(request).RunAsync(stopping).ConfigureAwait(false);
        return report with { Problems = [.. Unable(checks), .. report.Problems] };
    }

    /// <summary>The report with how each file stands in the index.</summary>
    public Task<FixReport> LookAtIndexAsync(FixReport report, CancellationToken cancellationToken) => _writer.LookAtIndexAsync(report, cancellationToken);

    /// <summary>Writes the files; returns the report of what was written.</summary>
    public Task<FixReport> WriteAsync(FixReport report, CancellationToken cancellationToken) => _writer.WriteAsync(report, cancellationToken);

    private bool IsKeptOffline(Check check) => setup.Configuration.Offline.Value && (check.Network || check.Service is not null);

    // Said where somebody asked for it by name, or where a tool is expected and not there.
    private IEnumerable<FixProblem> Unable(ImmutableArray<Check> checks)
    {
        foreach (var check in checks.Where(check => check.Fix is not null && IsKeptOffline(check)))
        {
            yield return new FixProblem(check.Name, "it reaches the network, and the run is offline");
        }

        foreach (var check in checks.Where(static check => check.Fix is null && check.Name != HygieneExaminer.Name))
        {
            if (check.Settled is { Ending: ObservationEnding.Unavailable, Message: { } missing })
            {
                yield return new FixProblem(check.Name, missing);
            }
            else if (selection.Only.Contains(check.Name, StringComparer.Ordinal))
            {
                yield return new FixProblem(check.Name, check.Settled?.Message ?? "it has no way to fix what it finds");
            }
        }
    }
}
