using System.Text;
using Unfazed.Cli.Commands;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Puts our hooks beside those that are there, and takes them away again. Says what it writes.</summary>
internal sealed class GitHookInstaller(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    private readonly LineWriter _text = new(host.OutputSettings(options) with { Width = null });

    public async Task<int> RunAsync(bool isInstalling)
    {
        var processes = new ProcessRunner(host.Environment, host.Time);
        var root = await new RootResolver(processes).ResolveAsync(new RootRequest(host.Environment.Directory, options.Directory, []), cancellationToken).ConfigureAwait(false);
        var folder = await GitHookFolder.FindAsync(root, processes, cancellationToken).ConfigureAwait(false);
        var hooks = GitHooks.Names.Select(name => new HookFile(folder, name)).ToList();
        if (hooks.Select(hook => hook.Objection(isInstalling)).OfType<string>().ToList() is { Count: > 0 } objections)
        {
            throw new UsageException(objections);
        }

        foreach (var hook in hooks)
        {
            Act(hook, isInstalling, folder);
        }

        if (isInstalling && folder.IsShared)
        {
            _text.Line($"{folder.Path} is a part of the repository: commit these files, and everybody has the hook");
        }

        host.Terminal.Write(_text.ToString());
        return ExitCodes.Passed;
    }

    private void Act(HookFile hook, bool isInstalling, GitHookFolder folder)
    {
        try
        {
            if (isInstalling)
            {
                Install(hook, GitHooks.Script(hook.Name, OwnProgram.ForScript(host.Environment, isShared: folder.IsShared), folder.IsHusky));
            }
            else
            {
                Uninstall(hook);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Quoted.Of(hook.Path)} cannot be changed: {Quoted.Short(problem.Message)}");
        }
    }

    private void Install(HookFile hook, string script)
    {
        if (hook.Content == script)
        {
            _text.Line($"{hook.Path} is there already");
            return;
        }

        if (hook is { IsThere: true, IsOurs: false })
        {
            _text.Line($"{hook.Path} is kept as {Path.GetFileName(hook.KeptPath)} and called first");
        }

        _text.Line($"{(options.DryRun ? "would write" : "wrote")} {hook.Path}:");
        foreach (var line in script.TrimEnd('\n').Split('\n'))
        {
            _text.Line(4, 4, line);
        }

        if (!options.DryRun)
        {
            hook.Install(Encoding.UTF8.GetBytes(script));
        }
    }

    private void Uninstall(HookFile hook)
    {
        if (!hook.IsOurs)
        {
            _text.Line($"{hook.Path} is {(hook.IsThere ? "not ours and stays" : "not there")}");
            return;
        }

        var after = hook.HasKept ? $" and put back what was there before ({Path.GetFileName(hook.KeptPath)})" : "";
        _text.Line($"{(options.DryRun ? "would remove" : "removed")} {hook.Path}{after}");
        if (!options.DryRun)
        {
            hook.Uninstall();
        }
    }
}
