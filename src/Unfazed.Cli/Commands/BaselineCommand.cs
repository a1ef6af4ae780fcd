using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Baselines;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed baseline</c>: accepts what is found now, takes out what is fixed, shows what is accepted.</summary>
internal sealed class BaselineCommand(Host host, GivenOptions options, Interruption interruption, CommandLimit commandLimit)
{
    private const string Usage = "unfazed baseline create | update [--allow-new] | show, each with PATH… or NAME… to narrow it";

    private readonly GivenOptions _narrowed = options.Request.Arguments is [_, .. var rest] ? options.WithArguments(rest) : options;

    public async Task<int> RunAsync()
    {
        var word = options.Request.Arguments is [var first, ..] ? first : "";
        if (options.AllowNew && word != "update")
        {
            throw new UsageException("--allow-new belongs to \"unfazed baseline update\"");
        }

        return word switch
        {
            "create" => await ChangeAsync(isFirst: true).ConfigureAwait(false),
            "update" => await ChangeAsync(isFirst: false).ConfigureAwait(false),
            "show" => await ShowAsync().ConfigureAwait(false),
            _ => throw new UsageException(Usage),
        };
    }

    private async Task<int> ChangeAsync(bool isFirst)
    {
        using var outputs = ReportOutputs.Open(host, _narrowed);
        var loaded = await RepositoryLoader.LoadAsync(host, _narrowed, outputs, interruption.Token).ConfigureAwait(false);
        commandLimit.Follow(loaded.Project.Configuration.Deadline.Value);
        var before = loaded.Project.Configuration.Baseline;
        if (isFirst == before is not null)
        {
            throw new UsageException(isFirst
                ? $"{Baseline.FileName} is there already: \"unfazed baseline update\" takes out what is fixed, --allow-new puts in what is new"
                : $"there is no {Baseline.FileName} here: \"unfazed baseline create\" makes it");
        }

        if (!loaded.IsWhole)
        {
            throw new UsageException($"{loaded.Workspace.Notices[0]}; no baseline was written");
        }

        var report = await ExamineAsync(loaded).ConfigureAwait(false);
        if (interruption.ExitCode is { } signal)
        {
            host.Say("unfazed: interrupted: no baseline was written");
            return signal;
        }

        var scope = BaselineScope.Of(report, path => Path.Exists(loaded.Workspace.FullPath(path)));
        var change = before is null ? BaselineChange.Create(report) : BaselineChange.Update(before, report, scope, options.AllowNew);
        if (BaselineWriter.Save(loaded.Project.Root.Path, change.Result) is { } problem)
        {
            throw new UsageException($"{Baseline.FileName} could not be written: {problem}");
        }

        Tell(change, scope, report, isFirst);
        return ExitCodes.Passed;
    }

    /// <summary>A run that counts everything.</summary>
    private async Task<ValidationReport> ExamineAsync(LoadedRepository loaded)
    {
        var configuration = loaded.Project.Configuration;
        using var view = ProgressLines.IsWatched(host, options)
            ? new LiveView(host.Terminal.Screen, host.Time, host.Terminal.UsesColor(options.Color, host.Terminal.IsErrorTerminal))
            : null;
        var live = new LiveOutput([new ProgressLines(host, options), .. view is null ? (IRunListener[])[] : [view]], interruption);
        await using var breakers = BreakerStore.Open(host);
        var orchestrator = new ValidationOrchestrator(new OrchestratorSetup
        {
            Workspace = loaded.Workspace,
            Configuration = configuration with { Baseline = null, NewSince = Setting<string?>.Default(null), FailFast = configuration.FailFast with { Value = false } },
            Sources = CheckSources.All,
            Processes = new ProcessRunner(host.Environment, host.Time),
            Time = host.Time,
            ProcessStart = host.Started,
            Listeners = [live],
            Breakers = breakers,
            PassToolBreakersBy = options.Force,
        });
        var report = orchestrator.RunOnThisThread(loaded.Selection, interruption.Token);
        await live.Finished.ConfigureAwait(false);
        return report;
    }

    private void Tell(BaselineChange change, BaselineScope scope, ValidationReport report, bool isFirst)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => BaselineJson.Write(json, change, scope.Unverified, report.Run.Id));
            return;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new BaselineChangeText(writer) { IsFirst = isFirst }.Write(change, scope.Unverified);
        host.Terminal.Write(writer.ToString());
    }

    /// <summary>The checks that were asked for by their names or those of their dimensions; null for all.</summary>
    private static HashSet<string>? ChecksOf(Project project)
    {
        var names = project.Selection.Only.ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return null;
        }

        names.UnionWith(CheckSources.All.SelectMany(static source => source.Known).Where(known => names.Contains(known.Dimension.Name)).Select(static known => known.Name).ToList());
        names.UnionWith(project.Configuration.Checks.Where(check => names.Contains((check.Dimension?.Value ?? Dimension.CodeQuality).Name)).Select(static check => check.Name).ToList());
        return names;
    }

    private async Task<int> ShowAsync()
    {
        var project = await new ProjectLoader(host, _narrowed).LoadAsync(interruption.Token).ConfigureAwait(false);
        if (project.Configuration.Baseline is not { } baseline)
        {
            throw new UsageException($"there is no {Baseline.FileName} here: \"unfazed baseline create\" makes it");
        }

        var paths = project.Selection.Paths?.ToHashSet(StringComparer.Ordinal);
        var names = ChecksOf(project);
        ImmutableArray<BaselineEntry> shown =
        [
            .. baseline.Entries.Values.Where(entry => paths is null || (entry.Path is { } path && PathsBelow.Holds(paths, path)))
                .Where(entry => names is null || names.Contains(entry.Check ?? "")),
        ];
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => BaselineJson.WriteEntries(json, shown));
            return ExitCodes.Passed;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new BaselineText(writer).Write(shown);
        host.Terminal.Write(writer.ToString());
        return ExitCodes.Passed;
    }
}
