using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Cli.Commands;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>
/// <c>unfazed hook run claude</c>: looks at what a session edited, as soon as it edited it, and before it stops at all that has changed
/// since it began, whoever changed it. Of edits that come at once one process
/// looks at all; none is passed over, because each is noted before anybody looks, and is looked at by whoever finds it noted.
/// </summary>
internal sealed class ClaudeHookRun(Host host, GivenOptions options, Interruption interruption)
{
    private static readonly TimeSpan PatienceForInput = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceForState = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastForRun = TimeSpan.FromSeconds(5);

    // Below the eight after which Claude Code ends the turn without a word: we say what is left.
    private const int MaxStopBlocks = 6;

    private const int LargestInput = 8 * 1024 * 1024;

    public async Task<int> RunAsync()
    {
        Follow(HookCaller.ClaudeCode);
        var input = await HookInput.ReadAsync(host, LargestInput, PatienceForInput, interruption.Token).ConfigureAwait(false);
        if (ToolEvent.Read(input) is not { } told)
        {
            host.Say("unfazed: standard input has no event: Claude Code starts this command, and reports to it what was edited");
            return ExitCodes.Passed;
        }

        if (told is { Caller: HookCaller.Unknown, Kind: ToolEventKind.Other })
        {
            host.Say("unfazed: nothing was checked: the event on standard input is of no host that Unfazed knows; see docs/hooks.md");
            return ExitCodes.Passed;
        }

        Follow(told.Caller);

        try
        {
            var answer = await AnswerAsync(told).ConfigureAwait(false);
            return answer.Tell(host, told);
        }
        catch (Exception problem) when (problem is UsageException or WorkspaceException)
        {
            return ClaudeAnswer.Remark(host.Redactor.Text($"unfazed: nothing was checked: {problem.Message}")).Tell(host, told);
        }
    }

    private void Follow(HookCaller caller) =>
        host.Exit?.Watchdog.Follow(CommandLimit.DeadlineOf(host, HookRequest.For(options.Request, host.Environment, HookCallers.Deadline(caller))));

    private async Task<ClaudeAnswer> AnswerAsync(ToolEvent told)
    {
        if (told.Kind == ToolEventKind.Other)
        {
            return ClaudeAnswer.Nothing;
        }

        var place = host with { Environment = host.Environment with { Directory = FolderOf(told) } };
        var processes = new ProcessRunner(place.Environment, place.Time);
        var root = await new RootResolver(processes)
            .ResolveAsync(new RootRequest(place.Environment.Directory, options.Directory, []), interruption.Token).ConfigureAwait(false);
        var store = new SessionStore(place, told.Session, root.Path);
        var tree = new SessionTree(processes, root);
        var state = await BeginAsync(told, store, tree).ConfigureAwait(false);
        var files = new EditedFiles(root.Path, place.Environment.Directory);
        if (told.Kind == ToolEventKind.Stop)
        {
            return await StopAsync(told, place, store, files, tree, state).ConfigureAwait(false);
        }

        ImmutableArray<string> edited = told.IsReading ? [] : [.. told.Files.Select(files.Locate).OfType<string>().Where(static file => !Directory.Exists(file)).Distinct(StringComparer.Ordinal)];
        if (edited.IsEmpty)
        {
            return ClaudeAnswer.Nothing;
        }

        await store.ChangeAsync(state => edited.Aggregate(state, static (state, file) => state.WithEdit(file)), PatienceForState, interruption.Token).ConfigureAwait(false);
        return await LookAsync(told, place, store, files, state => edited.Any(file => state.Pending.Contains(file)) ? state.Pending : store.IsForgetful ? edited : []).ConfigureAwait(false);
    }

    // The tree is noted once, as early as anybody tells us of the session.
    private async Task<SessionState> BeginAsync(ToolEvent told, SessionStore store, SessionTree tree)
    {
        var state = store.Read();
        if (state.Begin is not null || store.IsForgetful || await tree.MarkAsync(told.Kind == ToolEventKind.Start, interruption.Token).ConfigureAwait(false) is not { } mark)
        {
            return state;
        }

        return await store.ChangeAsync(state => state.Begin is null ? state with { Begin = mark } : state, PatienceForState, interruption.Token).ConfigureAwait(false);
    }

    private async Task<ClaudeAnswer> StopAsync(ToolEvent told, Host place, SessionStore store, EditedFiles files, SessionTree tree, SessionState state)
    {
        var changed = tree.IsKnown ? await tree.ChangedAsync(state.Begin, interruption.Token).ConfigureAwait(false) : [];
        if (changed.IsEmpty && state.Edited.IsEmpty)
        {
            return tree.IsKnown ? ClaudeAnswer.Nothing
                : ClaudeAnswer.Remark("unfazed: nothing was checked: this folder is in no git repository, so only reported edits are known, and there are none");
        }

        var answer = await LookAsync(told, place, store, files, state => [.. changed.Union(state.Edited, StringComparer.Ordinal)]).ConfigureAwait(false);
        // A host that does not say why the session goes on may go on for ever: its blocks count until a stop is let through.
        var blocks = HookCallers.IsFirstStop(told) ? 0 : state.StopBlocks;
        var letsGo = answer.IsBlocking && blocks >= MaxStopBlocks;
        await store.ChangeAsync(now => now with { StopBlocks = answer.IsBlocking && !letsGo ? blocks + 1 : 0 }, PatienceForState, interruption.Token).ConfigureAwait(false);
        return letsGo
            ? ClaudeAnswer.Remark(string.Create(CultureInfo.InvariantCulture, $"unfazed: let go after {MaxStopBlocks} blocks in a row; what is left:\n{answer.Text}"))
            : answer;
    }

    private async Task<ClaudeAnswer> LookAsync(ToolEvent told, Host place, SessionStore store, EditedFiles files, Func<SessionState, ImmutableArray<string>> choose)
    {
        var request = HookRequest.For(options.Request, place.Environment, HookCallers.Deadline(told.Caller), new OptionText("no-progress", "1"));
        using var turn = await store.HoldRunAsync(LeftOf(request), interruption.Token).ConfigureAwait(false);
        if (turn is null)
        {
            return ClaudeAnswer.Remark("unfazed: another check of this session took all the time: this edit is looked at with the next one, or at the end");
        }

        var before = store.Read();
        var chosen = choose(before);
        if (chosen.IsEmpty)
        {
            // Whoever had the turn before us has looked at this edit and told of it.
            return ClaudeAnswer.Nothing;
        }

        // Notices would be read as a part of the answer.
        var run = new RunCommand(place with { IsMute = true }, new GivenOptions(request with { Files = chosen }, place.Environment), interruption);
        using var outputs = ReportOutputs.None();
        var end = await run.ValidateAsync(outputs).ConfigureAwait(false);
        var looked = files.LookedAt(chosen);
        var comparison = SessionComparison.Of(before.Problems, OpenProblem.In(end.Report, end.Configuration.FailOn.Value, [.. looked.All]), end.Report, looked);
        var doubts = Doubts(end.Report, end.Configuration.FailOn.Value);
        await store.ChangeAsync(
            state => state with
            {
                Pending = end.Report.Run.State == RunState.Complete ? [.. state.Pending.Except(chosen)] : state.Pending,
                Problems = comparison.Open,
                Doubts = doubts,
            },
            PatienceForState, interruption.Token).ConfigureAwait(false);
        return ClaudeAnswer.Of(comparison, doubts == before.Doubts ? "" : doubts, files.Command(chosen));
    }

    // Nothing that could be done about it in this session, and no news the second time.
    private static string Doubts(ValidationReport report, ValidationTier highest)
    {
        var doubts = report.Checks
            .Where(check => check.Tier <= highest && !check.Status.IsPassed() && check.Status != CheckStatus.Failed)
            .Select(static check => $"{check.Dimension.Name} ({check.Name}: {check.Status.WireName()})").Distinct(StringComparer.Ordinal);
        return report.Checks.Any() || report.Run.State == RunState.Complete ? string.Join(", ", doubts) : "anything: there was no time for it";
    }

    private TimeSpan LeftOf(Request request)
    {
        var given = new OptionSource(request.Options, host.Environment).Find("deadline")?.Value ?? HookCallers.Deadline(HookCaller.ClaudeCode).Text;
        var deadline = DurationText.TryParse(given, out var parsed, out _) ? parsed : TimeSpan.FromSeconds(50);
        var left = deadline - host.Time.GetElapsedTime(host.Started) - LeastForRun;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private string FolderOf(ToolEvent told) =>
        told.Directory is { Length: > 0 } folder && Path.IsPathRooted(folder) && Directory.Exists(folder) ? folder : host.Environment.Directory;
}
