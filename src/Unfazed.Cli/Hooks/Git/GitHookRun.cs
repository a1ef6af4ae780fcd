using Unfazed.Cli.Commands;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary><c>unfazed hook run git</c>: what is staged, or what is pushed, within a minute; what could not be verified warns.</summary>
internal sealed class GitHookRun(Host host, GivenOptions options, Interruption interruption)
{
    // run git pre-commit
    private const int WordsOfHook = 3;
    private const int LargestInput = 1024 * 1024;

    private static readonly OptionText Deadline = new("deadline", "60s");
    private static readonly OptionText Warn = new("on-inconclusive", "warn");
    private static readonly OptionText Quiet = new("quiet", "1");

    // A person who types it gives no list of refs, and must not be waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<int> RunAsync(string hook)
    {
        var call = hook == GitHooks.PreCommit ? FrameworkCall.Read(host.Environment, options.Request.Arguments.Skip(WordsOfHook)) : null;
        ReadOnlySpan<OptionText> usual = call is null ? [Deadline] : [];
        host.Exit?.Watchdog.Follow(CommandLimit.DeadlineOf(host, HookRequest.For(options.Request, host.Environment, usual)));
        return call is null ? RunNamedAsync(hook) : RunFrameworkAsync(call);
    }

    private Task<int> RunNamedAsync(string hook) => hook switch
    {
        GitHooks.PreCommit => RunAsync(HookRequest.For(options.Request, host.Environment, Deadline, Warn, Quiet, new OptionText("staged", "1"))),
        GitHooks.PrePush => RunPushAsync(),
        _ => throw new UsageException($"{Quoted.Of(hook)} is not {string.Join(" or ", GitHooks.Names)}{NearestName.Hint(hook, GitHooks.Names)}"),
    };

    private Task<int> RunAsync(Request request) => new RunCommand(host, new GivenOptions(request, host.Environment), interruption).RunAsync();

    // Somebody who commits or pushes waits, and can't install a tool first. Whoever asks for files or revisions wants to know whether they are good.
    private async Task<int> RunFrameworkAsync(FrameworkCall call)
    {
        var processes = new ProcessRunner(host.Environment, host.Time);
        var scope = await new FrameworkChange(processes, await RootAsync(processes).ConfigureAwait(false), interruption.Token).FindAsync(call).ConfigureAwait(false);
        var request = scope.IsCommit || call.IsPush
            ? HookRequest.For(options.Request, host.Environment, Deadline, Warn, Quiet)
            : HookRequest.For(options.Request, host.Environment, Quiet);
        return await RunAsync(request with { Change = scope.Change, Files = scope.Files }).ConfigureAwait(false);
    }

    private async Task<int> RunPushAsync()
    {
        var input = await HookInput.ReadAsync(host, LargestInput, Patience, interruption.Token).ConfigureAwait(false);
        var request = HookRequest.For(options.Request, host.Environment, Deadline, Warn, Quiet);
        var isStrict = new OptionSource(request.Options, host.Environment).Find("on-inconclusive")?.Value == "fail";
        if (!input.IsWhole)
        {
            host.Say("unfazed: git's list of what is pushed was not complete on standard input within 5 s, or is longer than 1 MiB: what is missing in it was not checked");
        }

        var refs = PushedRefs.Read(input.Text);
        if (refs.IsEmpty)
        {
            // References are deleted, or nothing is pushed.
            return isStrict && !input.IsWhole ? ExitCodes.Inconclusive : ExitCodes.Passed;
        }

        var processes = new ProcessRunner(host.Environment, host.Time);
        var root = await RootAsync(processes).ConfigureAwait(false);
        var remote = options.Request.Arguments is [_, _, _, var named, ..] ? named : "origin";
        var push = await new PushedChange(processes, root, remote, interruption.Token).FindAsync(refs).ConfigureAwait(false);
        foreach (var notice in push.Notices)
        {
            host.Say($"unfazed: {notice}");
        }

        var code = await RunAsync(request with { Change = push.Change }).ConfigureAwait(false);
        return code == ExitCodes.Passed && isStrict && !(push.Notices.IsEmpty && input.IsWhole) ? ExitCodes.Inconclusive : code;
    }

    private Task<WorkspaceRoot> RootAsync(ProcessRunner processes) =>
        new RootResolver(processes).ResolveAsync(new RootRequest(host.Environment.Directory, options.Directory, []), interruption.Token);
}
