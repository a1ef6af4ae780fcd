using System.Collections.Immutable;
using Unfazed.Core.Baselines;
using Unfazed.Core.Processes;
using Unfazed.Core.Trust;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration;

/// <summary>Runs checks at once and always answers: by the deadline, with one status for each check that was asked for.</summary>
/// <param name="setup">What it works with.</param>
public sealed class ValidationOrchestrator(OrchestratorSetup setup)
{
    /// <summary>What a run would do on the files as the setup lists them; reads files and starts nothing. A run lists them anew.</summary>
    public RunPlan Plan(RunSelection selection) => new CheckPlanner(setup).Plan(selection);

    /// <summary>Runs everything that the repository expects.</summary>
    public Task<ValidationReport> RunAllAsync(CancellationToken cancellationToken = default) => RunAsync(RunSelection.All, cancellationToken);

    /// <summary>Runs one tier alone.</summary>
    public async Task<TierResult> RunTierAsync(ValidationTier tier, CancellationToken cancellationToken = default)
    {
        var report = await RunAsync(new RunSelection { Tier = tier }, cancellationToken).ConfigureAwait(false);
        return report.Tiers.Single(result => result.Tier == tier);
    }

    /// <summary>Runs the named checks and dimensions; what one of them does never costs another its result.</summary>
    /// <exception cref="ArgumentException">A name is that of no check and no dimension.</exception>
    public Task<ValidationReport> RunValidatorsGracefulAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        RequireKnown(names, nameof(names));
        return RunAsync(new RunSelection { Only = [.. names] }, cancellationToken);
    }

    /// <summary>Runs what concerns one file.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the run with what there is.</param>
    /// <exception cref="FileNotFoundException">The workspace has no such file.</exception>
    /// <exception cref="WorkspaceException">git can't list the files.</exception>
    public async Task<ValidationReport> ValidateFileAsync(string path, CancellationToken cancellationToken = default)
    {
        // It may be newer than the setup, or deleted since.
        var workspace = await setup.Workspace.ReadAgainAsync(cancellationToken).ConfigureAwait(false);
        return workspace.Find(path) is null
            ? throw new FileNotFoundException($"'{path}' is no file of {setup.Workspace.Root}, or it is ignored.", path)
            : await RunAsync(new RunSelection { Paths = [path] }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How long a check of this dimension may take when it has no settings of its own.</summary>
    public TimeSpan GetValidatorTimeout(string dimension) => new TimeoutTable(setup.Configuration).For(new Dimension(dimension));

    /// <summary>Runs what was selected. When <paramref name="cancellationToken"/> fires, the report so far is returned with state <c>interrupted</c>.</summary>
    /// <exception cref="ArgumentException">A name in <see cref="RunSelection.Only"/> is that of no check and no dimension.</exception>
    public Task<ValidationReport> RunAsync(RunSelection selection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        RequireKnown(selection.Only, nameof(selection));
        return Task.Factory.StartNew(
            () => RunOnThisThread(selection, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The same, on the thread of the caller: its end needs no thread of the pool.</summary>
    /// <param name="selection">What is run.</param>
    /// <param name="cancellationToken">Ends the run with what there is.</param>
    /// <param name="answer">Is given the sealed report before anything else touches a disk.</param>
    internal ValidationReport RunOnThisThread(RunSelection selection, CancellationToken cancellationToken, Action<ValidationReport>? answer = null)
    {
        var loading = setup.ProcessStart ?? setup.Loading?.Take();
        var started = loading ?? setup.Time.GetTimestamp();
        var files = new CurrentFiles(setup, started);
        var current = files.Read(cancellationToken);
        var beginning = new RunBeginning(started, loading is not null || current.Workspace != setup.Workspace, files);
        return new ValidationOrchestrator(current).Run(selection, beginning, answer, cancellationToken);
    }

    private ValidationReport Run(RunSelection selection, RunBeginning beginning, Action<ValidationReport>? answer, CancellationToken cancellationToken)
    {
        var started = beginning.Started;
        var startedAt = setup.Time.GetUtcNow() - setup.Time.GetElapsedTime(started);
        var ahead = new RunPreparation(setup, started);
        var plan = beginning.Files.Refuse(ahead.Plan(() => Plan(selection)));
        var since = setup.KnownSince ?? FindSince(started);
        var changes = new ChangedFiles(setup.Workspace, setup.Processes, ahead.AtMost, selection.Changes is { IsStaged: true } staged ? staged : null);
        changes.BeginAhead(plan.Checks.Where(check => check.Settled is null && (setup.Cache is null || !CachedChecks.Covers(check))));
        var info = Describe(ahead.NewId(startedAt), startedAt, selection) with { NewSince = since };
        var places = ahead.Open(info.Id);
        var secrets = new RunSecrets(setup.Processes.Redactor.With(ConfiguredVariables()), setup.Workspace);
        RunBroadcast? told = null;
        var broadcast = told = new RunBroadcast(new JournalKeeper(places.Journal, plan, warning => told?.Notice(warning)), setup.Listeners, setup.Time)
        {
            Secrets = secrets,
        };
        broadcast.Publish(new RunStarted(setup.Time.GetUtcNow(), info, plan));
        foreach (var notice in setup.Workspace.Notices.Concat(selection.Changes?.Notices ?? []).Concat(ahead.Notices).Append(beginning.Files.Problem).Append(Warning(since)).Append(setup.IsAside ? null : Growth(since, started))
            .Append(setup.Loading is null ? null : WithheldKeys.Describe(setup.Configuration)).OfType<string>())
        {
            broadcast.Notice(notice);
        }

        var environment = new RunEnvironment(setup, started, places, broadcast, new CheckGuards(setup, plan)) { Since = since, Changes = changes };
        using var run = new ValidationRun(environment, plan);
        setup.Draft?.Follow(state => Draft(run, state, new Drafting(info, plan, secrets, environment)));
        var results = secrets.Cover(run.Execute(cancellationToken));

        // Where nothing ran, nothing could see two states of a file.
        var moved = run.Stopped == StopReason.None
            && results.Any(static result => result.Observation.Attempts > 0)
            && InputWatch.HaveMoved(setup.Workspace, environment.UntilDeadline(), setup.Time, beginning.IsBeforeListing ? startedAt : null);
        var sealing = info with
        {
            IndexProblem = changes.IndexProblem(environment.UntilDeadline()),
            EditProblem = results.Any(RestsOnTheTree) ? changes.EditProblem(environment.UntilDeadline()) : null,
            State = StateOf(run.Stopped),
            InputsChanged = moved,
            Duration = environment.Elapsed(),
        };
        var report = Seal(sealing, plan, results);
        setup.Draft?.Follow(_ => new DraftedReport(report, []));
        broadcast.Publish(new RunFinished(setup.Time.GetUtcNow(), report));
        broadcast.CompleteListeners();
        answer?.Invoke(report);
        new RunAftermath(environment, places, broadcast).Finish(run.Stopped, results);
        return report;
    }

    private DraftedReport Draft(ValidationRun run, RunState state, Drafting drafting)
    {
        var (all, open) = run.Draft(state);
        var info = drafting.Info with { State = state, Duration = drafting.Environment.Elapsed() };
        var report = Seal(info, drafting.Plan, drafting.Secrets.Cover(all));

        // What was cut off may have lost what would have blocked: it is never passed.
        return new DraftedReport(
            state != RunState.Crashed ? report : report with { Verdict = report.Verdict == Verdict.Passed ? Verdict.Inconclusive : report.Verdict, ExitCode = ExitCodes.Internal },
            open);
    }

    private static string? Warning(KnownSince? since) => since is { IsHead: true }
        ? $"HEAD is part of {since.Revision}: its findings are known, and only uncommitted changes can block"
        : since is { Problem: { } problem } ? $"nothing can be compared with {since.Revision}, so every finding counts as new: {problem}" : null;

    /// <summary>The commit whose findings are known, where the configuration names one and nobody has looked for it yet.</summary>
    private KnownSince? FindSince(long started)
    {
        if (setup.Configuration.NewSince.Value is not { } revision)
        {
            return null;
        }

        try
        {
            return Ask(token => new KnownSinceReader(setup.Processes).FindAsync(setup.Workspace, revision, token), started);
        }
        catch (Exception error) when (error is WorkspaceException or OperationCanceledException)
        {
            return new KnownSince(revision, null, error is WorkspaceException ? error.Message : "git did not say before the deadline where the branch left it");
        }
    }

    /// <summary>By how much the baseline has grown since the base of the run, by default where the branch left the default one.</summary>
    private string? Growth(KnownSince? since, long started)
    {
        if (setup.Configuration.Baseline is not { } baseline || !setup.Workspace.IsGit)
        {
            return null;
        }

        try
        {
            return Ask(
                async token => await new BaselineGrowth(setup.Processes, setup.Workspace.Root).FindAsync(
                    baseline, since is { Commit: not null } ? since : await new KnownSinceReader(setup.Processes).FindAsync(setup.Workspace, "", token).ConfigureAwait(false), token).ConfigureAwait(false),
                started);
        }
        catch (Exception error) when (error is WorkspaceException or OperationCanceledException)
        {
            // A remark that nobody can make is none.
            return null;
        }
    }

    private T Ask<T>(Func<CancellationToken, Task<T>> question, long started)
    {
        var left = setup.Configuration.Deadline.Value - setup.Time.GetElapsedTime(started);
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, setup.Time);
        return Task.Run(() => question(limit.Token), CancellationToken.None).GetAwaiter().GetResult();
    }

    // A program sees the working tree; what passes by it may decide.
    private bool RestsOnTheTree(CheckResult result) =>
        result is { Status: not CheckStatus.Skipped, Observation: { Attempts: > 0, Command.IsEmpty: false } } && result.Status.IsPassed() && result.Tier <= setup.Configuration.FailOn.Value;

    private static RunState StateOf(StopReason stopped) => stopped switch
    {
        StopReason.Deadline => RunState.Deadline,
        StopReason.Interrupt => RunState.Interrupted,
        _ => RunState.Complete,
    };

    private RunInfo Describe(string id, DateTimeOffset startedAt, RunSelection selection) => new()
    {
        Id = id,
        Project = setup.Configuration.Project.Value ?? new DirectoryInfo(setup.Workspace.Root).Name,
        Root = setup.Workspace.Root,
        StartedAt = startedAt,
        Deadline = setup.Configuration.Deadline.Value,
        PartiallyStaged = selection.Changes?.PartiallyStaged ?? [],
        NarrowedTo = FileSelections.Outline(selection),
        Unchanged = FileSelections.Unchanged(setup.Workspace, selection),
        Baseline = setup.Configuration.Baseline is null ? null : Baseline.FileName,
    };

    private ValidationReport Seal(RunInfo info, RunPlan plan, IReadOnlyList<CheckResult> results)
    {
        var tiers = ResultAssembly.Tiers(results, setup.Configuration.Agents);
        var verdict = VerdictRule.Of(info, VerdictRule.Derive(tiers, setup.Configuration.FailOn.Value, info.Unchanged is not null));
        return new ValidationReport
        {
            Run = info,
            Verdict = verdict,
            ExitCode = VerdictRule.ExitCode(verdict, setup.Configuration.FailOnInconclusive.Value || info.IndexChanged),
            Tiers = tiers,
            Suggestions = plan.Suggestions,
            Integrations = setup.Integrations,
        };
    }

    private IEnumerable<KeyValuePair<string, string?>> ConfiguredVariables() => setup.Configuration.Checks
        .Concat(setup.Configuration.Folders.SelectMany(static folder => folder.Own.Checks))
        .SelectMany(static check => check.Environment?.Value ?? ImmutableDictionary<string, string>.Empty)
        .Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value));

    private void RequireKnown(IEnumerable<string> names, string parameter)
    {
        foreach (var name in names.Where(name => !IsKnown(name)))
        {
            throw new ArgumentException($"There is no check and no dimension '{name}'.", parameter);
        }
    }

    private bool IsKnown(string name) =>
        Dimension.BuiltIn.Contains(new Dimension(name))
        || setup.Configuration.Dimensions.ContainsKey(name)
        || setup.Configuration.FindCheck(name) is not null
        || setup.Configuration.Folders.Any(folder => folder.InForce.FindCheck(name) is not null || folder.InForce.Dimensions.ContainsKey(name))
        || setup.Sources.SelectMany(static source => KnownChecks.Of(source)).Any(known => known.Name == name || known.Dimension.Name == name);

    /// <param name="Started">A timestamp of the start.</param>
    /// <param name="IsBeforeListing">Whether the files were listed after that moment.</param>
    /// <param name="Files">Listed them, or says why not.</param>
    private sealed record RunBeginning(long Started, bool IsBeforeListing, CurrentFiles Files);

    private sealed record Drafting(RunInfo Info, RunPlan Plan, RunSecrets Secrets, RunEnvironment Environment);
}
