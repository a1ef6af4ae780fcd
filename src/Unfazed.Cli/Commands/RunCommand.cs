using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed run</c>: validates, and tells the answer.</summary>
internal sealed class RunCommand(Host host, GivenOptions options, Interruption interruption)
{
    public async Task<int> RunAsync()
    {
        // Opened first: a report that cannot be written is known before anything runs.
        using var outputs = await OpenAsync().ConfigureAwait(false);
        var end = await ValidateAsync(outputs).ConfigureAwait(false);
        return outputs.ExitCode(end.Report.ExitCode, host);
    }

    /// <summary>Validates, and writes the reports.</summary>
    public async Task<RunEnd> ValidateAsync(ReportOutputs outputs)
    {
        var settings = host.OutputSettings(options) with { Command = CommandAgain.Of(options) };
        var answer = new RunAnswer(host, options.Request, outputs, settings, interruption);
        host.Exit?.Promise(answer);
        var loaded = await RepositoryLoader.LoadAsync(host, options, outputs, interruption.Token).ConfigureAwait(false);
        var (project, workspace) = (loaded.Project, loaded.Workspace);
        answer.Follow(project.Configuration);
        var after = new AfterTheRun(host, options, loaded);
        var agents = new AgentsAfterRun(host, options, loaded);
        var progress = new ProgressLines(host, options);
        var orphans = new OrphanNotice(host, workspace);
        using var view = OpenView();
        var live = new LiveOutput([orphans, progress, .. view is null ? (IRunListener[])[] : [view], .. outputs.Live], interruption);
        await using var breakers = BreakerStore.Open(host);
        var orchestrator = new ValidationOrchestrator(new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = project.Configuration,
            Sources = loaded.IsWhole ? CheckSources.All : [],
            Processes = new ProcessRunner(host.Environment, host.Time),
            Time = host.Time,
            ProcessStart = host.Started,
            Listeners = [live],
            Breakers = breakers,
            PassToolBreakersBy = options.Force,
            KnownSince = loaded.Since,
            Integrations = [.. after.Announce(), .. agents.Announce()],
            Cache = loaded.Cache,
            Draft = answer.Draft,
        });

        ValidationReport? written = null;
        var sealedReport = orchestrator.RunOnThisThread(loaded.Selection, interruption.Token, report =>
        {
            // A slow reader gets every line of what happened before the report.
            live.Finished.GetAwaiter().GetResult();
            written = interruption.ExitCode is { } signal ? report with { ExitCode = signal } : report;
            outputs.Write(written, settings, project.Root.Path);
        });
        var report = written ?? sealedReport;
        await after.TellAsync(report, breakers, interruption).ConfigureAwait(false);
        var code = await agents.RunAsync(report, breakers, interruption).ConfigureAwait(false);
        await orphans.FinishAsync().ConfigureAwait(false);

        // The report is written; a signal that came since then still beats the verdict.
        return new RunEnd(report with { ExitCode = interruption.ExitCode ?? code }, project.Configuration);
    }

    private async Task<ReportOutputs> OpenAsync()
    {
        if (options.Outputs.IsEmpty)
        {
            return ReportOutputs.Open(host, options);
        }

        var left = CommandLimit.DeadlineOf(host, options.Request) - host.Time.GetElapsedTime(host.Started);
        try
        {
            // On another thread: a file system that does not respond keeps the one that asks it.
            return await Task.Run(() => ReportOutputs.Open(host, options), CancellationToken.None)
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, host.Time, interruption.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new UsageException("--output: the file system did not open the files before the deadline");
        }
    }

    // Events that go to the same terminal as they happen would be written into what is drawn.
    private LiveView? OpenView() => ProgressLines.IsWatched(host, options) && !(options.Format == "jsonl" && host.Terminal.IsOutputTerminal)
        ? new LiveView(host.Terminal.Screen, host.Time, host.Terminal.UsesColor(options.Color, host.Terminal.IsErrorTerminal))
        : null;
}

/// <summary>How a run ended.</summary>
/// <param name="Report">Its report.</param>
/// <param name="Configuration">The configuration that was in force.</param>
internal sealed record RunEnd(ValidationReport Report, UnfazedConfiguration Configuration);
