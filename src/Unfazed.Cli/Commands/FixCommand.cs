using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Fixing;
using Unfazed.Validators.Repository;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed fix</c>: mends what can be mended safely, or shows it.</summary>
internal sealed class FixCommand(Host host, GivenOptions options, Interruption interruption, CommandLimit commandLimit)
{
    /// <param name="stop">Fires when the deadline or a signal ends the command.</param>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var project = await new ProjectLoader(host, options).LoadAsync(stop).ConfigureAwait(false);
        commandLimit.Follow(project.Configuration.Deadline.Value);
        var processes = new ProcessRunner(host.Environment, host.Time);
        var workspace = await ReadAsync(project, processes, stop).ConfigureAwait(false);
        var selection = await new NarrowedFiles(host, options).SelectAsync(project, workspace, stop).ConfigureAwait(false);
        foreach (var notice in workspace.Notices.Concat(selection.Changes?.Notices ?? []))
        {
            host.Say($"unfazed: {notice}");
        }

        var facts = await new RepositoryFactsReader(processes, workspace).ReadAsync(stop).ConfigureAwait(false);
        var report = await MendAsync(new Scene(project, workspace, selection, facts, processes)).ConfigureAwait(false);
        Write(project, report);
        return interruption.ExitCode ?? ExitCodes.Passed;
    }

    private async Task<WorkspaceSnapshot> ReadAsync(Project project, ProcessRunner processes, CancellationToken stop)
    {
        var excludes = project.Configuration.Exclude.Select(static glob => Glob.Parse(glob.Value)).ToImmutableArray();
        var reader = new WorkspaceReader(processes);
        var workspace = await reader.ReadAsync(project.Root, excludes, stop).ConfigureAwait(false);
        if (options.DryRun || TemporaryFile.DeleteLeftovers(workspace) is not (> 0 and var deleted))
        {
            return workspace;
        }

        host.Say(deleted == 1 ? "unfazed: deleted 1 temporary file of a process that was killed" : $"unfazed: deleted {deleted} temporary files of a process that was killed");
        return await reader.ReadAsync(project.Root, excludes, stop).ConfigureAwait(false);
    }

    private async Task<FixReport> MendAsync(Scene scene)
    {
        // As of a run: what is told to stop has its grace before the deadline, not after it.
        var limit = scene.Project.Configuration.Deadline.Value;
        var left = limit - StopTimes.GraceOf(limit) - host.Time.GetElapsedTime(host.Started);
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, host.Time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, deadline.Token);
        var session = new FixSession(
            new OrchestratorSetup
            {
                Workspace = scene.Workspace,
                Configuration = scene.Project.Configuration,
                Sources = CheckSources.All,
                Processes = scene.Processes,
                Time = host.Time,
            },
            scene.Selection,
            scene.Facts)
        {
            Stop = () => interruption.ExitCode is null ? (StopReason.Deadline, StopTimes.GraceOf(limit)) : (StopReason.Interrupt, StopTimes.AfterInterrupt),
        };
        var report = await session.FixAsync(stopping.Token).ConfigureAwait(false);
        if (stopping.IsCancellationRequested)
        {
            // Half of what was asked for is nothing to write: the tools that were ended did not have their say.
            var reason = interruption.ExitCode is null ? "the deadline came first: nothing was changed" : "interrupted: nothing was changed";
            return new FixReport { Files = [], Problems = report.Problems.Add(new FixProblem("fix", reason)) };
        }

        var placed = await session.LookAtIndexAsync(report, interruption.Token).ConfigureAwait(false);
        return options.DryRun ? placed : await session.WriteAsync(placed, interruption.Token).ConfigureAwait(false);
    }

    private void Write(Project project, FixReport report)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => FixJson.Write(json, project.Root.Path, report, options.DryRun));
            return;
        }

        if (options.DryRun)
        {
            WriteDifferences(report);
        }

        var writer = new LineWriter(options.DryRun ? new RenderSettings { GitHubActions = host.Terminal.IsGitHubActions } : host.OutputSettings(options));
        new FixText(writer, options.DryRun) { NamesKept = options.Verbosity == Verbosity.Verbose }.Write(report);
        if (options.DryRun)
        {
            host.Terminal.WriteError(writer.ToString());
        }
        else
        {
            host.Terminal.Write(writer.ToString());
        }
    }

    // As it is for a program such as git apply; for a terminal it is cleaned.
    private void WriteDifferences(FixReport report)
    {
        foreach (var file in report.Files)
        {
            var difference = UnifiedDiff.Of(file.Path, file.Before, file.After);
            if (host.Terminal.IsOutputTerminal)
            {
                var writer = new LineWriter(host.OutputSettings(options) with { Width = null });
                foreach (var line in System.Text.Encoding.UTF8.GetString(difference).TrimEnd('\n').Split('\n'))
                {
                    writer.Line(new StyledText(line, line.StartsWith('+') ? Tone.Good : line.StartsWith('-') ? Tone.Bad : Tone.Plain));
                }

                host.Terminal.Write(writer.ToString());
            }
            else
            {
                host.Terminal.Output.Write(difference);
            }
        }

        host.Terminal.Output.Flush();
    }

    private sealed record Scene(Project Project, WorkspaceSnapshot Workspace, RunSelection Selection, RepositoryFacts Facts, ProcessRunner Processes);
}
