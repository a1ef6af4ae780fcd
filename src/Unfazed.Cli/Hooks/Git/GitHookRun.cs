using System.Globalization;
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
    private const int LargestInput = 1024 * 1024;

    private static readonly OptionText Deadline = new("deadline", "60s");
    private static readonly OptionText Warn = new("on-inconclusive", "warn");
    private static readonly OptionText Quiet = new("quiet", "1");

    // A person who types it gives no list of refs, and must not be waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<int> RunAsync(string hook)
    {
        host.Exit?.Watchdog.Follow(CommandLimit.DeadlineOf(host, HookRequest.For(options.Request, host.Environment, Deadline)));
        return RunNamedAsync(hook);
    }

    private Task<int> RunNamedAsync(string hook) => hook switch
    {
        GitHooks.PreCommit => RunAsync(HookRequest.For(options.Request, host.Environment, Deadline, Warn, Quiet, new OptionText("staged", "1"))),
        GitHooks.PrePush => RunPushAsync(),
        _ => throw new UsageException($"{Quoted.Of(hook)} is not {string.Join(" or ", GitHooks.Names)}{NearestName.Hint(hook, GitHooks.Names)}"),
    };

    private Task<int> RunAsync(Request request) => new RunCommand(host, new GivenOptions(request, host.Environment), interruption).RunAsync();

    private async Task<int> RunPushAsync()
    {
        var input = await HookInput.ReadAsync(host, LargestInput, Patience, interruption.Token).ConfigureAwait(false);
        var request = HookRequest.For(options.Request, host.Environment, Deadline, Warn, Quiet);
        var processes = new ProcessRunner(host.Environment, host.Time);
        var root = await new RootResolver(processes).ResolveAsync(new RootRequest(host.Environment.Directory, options.Directory, []), interruption.Token).ConfigureAwait(false);
        var remote = options.Request.Arguments is [_, _, _, var named, ..] ? named : "origin";
        var push = await new PushedChange(new GitClient(processes), root, remote, interruption.Token).FindAsync(PushedRefs.Read(input.Text)).ConfigureAwait(false);
        foreach (var notice in push.Notices)
        {
            host.Say($"unfazed: {notice}");
        }

        if (push.IsElsewhere)
        {
            return new OptionSource(request.Options, host.Environment).Find("on-inconclusive")?.Value == "fail" ? ExitCodes.Inconclusive : ExitCodes.Passed;
        }

        if (push.Files is { IsEmpty: true })
        {
            return ExitCodes.Passed;
        }

        if (push.Unclean > 0)
        {
            host.Say(string.Create(CultureInfo.InvariantCulture, $"unfazed: {push.Unclean} of the pushed files have changes that are not committed: what is looked at is the working tree"));
        }

        return await RunAsync(request with { Files = push.Files }).ConfigureAwait(false);
    }
}
