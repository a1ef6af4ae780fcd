using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Baselines;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Reports;
using Unfazed.Integrations;
using Unfazed.Resilience;
using Unfazed.Validators.Fixing;

namespace CustomValidator;

/// <summary>What a program on the library can do beside a plain run: everything that the command line does, a task each.</summary>
public static class RepositoryTasks
{
    /// <summary>A run with cached results, a report in any format, and what follows on a report: services and agents.</summary>
    public static async Task<ValidationReport> RunAsync(OrchestratorSetup setup, string format, Stream output, CancellationToken cancellationToken)
    {
        var selection = RunSelection.All;
        var (delivery, agents) = (new ServiceDelivery(setup), new AgentRun(setup));
        var report = await new ValidationOrchestrator(setup with
        {
            Cache = ValidationCache.ForUser(setup.Processes.Environment),
            Integrations = [.. delivery.Announce(selection), .. agents.Announce()],
        }).RunAsync(selection, cancellationToken);

        ReportFormats.Write(format, report, output, sourceRoot: report.Run.Root);
        await delivery.DeliverAsync(report, selection, cancellationToken);
        await agents.RunAsync(report, selection, cancellationToken);
        return report;
    }

    /// <summary>Creates the baseline of a repository, or takes out of it what is fixed.</summary>
    public static async Task<BaselineChange> AcceptAsync(OrchestratorSetup setup, CancellationToken cancellationToken)
    {
        var report = await new ValidationOrchestrator(setup.WithoutKnownFindings()).RunAllAsync(cancellationToken);
        var scope = BaselineScope.Of(report, path => File.Exists(setup.Workspace.FullPath(path)));
        var change = setup.Configuration.Baseline is { } before
            ? BaselineChange.Update(before, report, scope, allowNew: false)
            : BaselineChange.Create(report);
        change.Result.Write(setup.Workspace.Root);
        return change;
    }

    /// <summary>What is new and what is fixed since the run before; null where there was none.</summary>
    public static RunComparison? Compare(OrchestratorSetup setup, ValidationReport report)
    {
        var before = new RunHistory(setup).Last(except: report.Run.Id);
        return before is null ? null : RunComparison.Of(before, report, path => File.Exists(setup.Workspace.FullPath(path)));
    }

    /// <summary>Fixes what can be fixed safely; returns the paths of the changed files.</summary>
    public static async Task<ImmutableArray<string>> FixAsync(OrchestratorSetup setup, CancellationToken cancellationToken)
    {
        var report = await new RepositoryFix(setup).ApplyAsync(RunSelection.All, cancellationToken);
        return [.. report.Files.Select(file => file.Path)];
    }

    /// <summary>Lets what a repository's configuration asks for count, where somebody agrees.</summary>
    public static async Task<bool> TrustAsync(SetupRequest request, Func<string, bool> agrees, CancellationToken cancellationToken)
    {
        var trust = await RepositoryTrust.ReadAsync(request, cancellationToken);
        if (trust.State is TrustState.Untrusted or TrustState.Changed && trust.Asks.All(entry => agrees($"{entry.Path}: {entry.Value}")))
        {
            trust.Trust();
        }

        return trust.State is TrustState.Trusted or TrustState.NotNeeded;
    }

    /// <summary>The breakers that reject calls, and until when.</summary>
    public static IEnumerable<string> OpenBreakers(OrchestratorSetup setup) => setup.Breakers is null ? [] :
        new BreakerBoard(setup.Breakers, setup.Workspace.Root).All()
            .Where(posted => posted.Snapshot.State != CircuitState.Closed)
            .Select(posted => $"{posted.Name?.Name ?? posted.Snapshot.Name}: {posted.Snapshot.State}, next probe {posted.Snapshot.NextProbe}");
}
