using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Cli.Hooks.Claude;
using Unfazed.Cli.Hooks.Git;
using Unfazed.Core.Configuration;

namespace Unfazed.Cli.Hooks;

/// <summary><c>unfazed hook install|uninstall|run git|claude</c>: checks where others call them.</summary>
internal sealed class HookCommand(Host host, GivenOptions options, Interruption interruption)
{
    private const string Usage = "unfazed hook install|uninstall|run git|claude";

    private static readonly ImmutableArray<string> Actions = ["install", "uninstall", "run"];
    private static readonly ImmutableArray<string> Callers = ["git", "claude"];
    private static readonly ImmutableArray<string> OfInstalling = ["directory", "dry-run", "color"];

    /// <summary>Whether these words answer to the caller that takes exit code 2 for "blocked" and everything else for "go on".</summary>
    public static bool IsForClaude(IReadOnlyList<string> words) =>
        Enumerable.Range(0, Math.Max(0, words.Count - 2)).Any(at => words[at] == "hook" && words[at + 1] == "run" && words[at + 2] == "claude");

    /// <summary>Whether these words run a hook, which answers at its own deadline.</summary>
    public static bool Runs(Request request) => request.Arguments is ["run", ..];

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var words = options.Request.Arguments;
        if (words.Length < 2)
        {
            throw new UsageException(Usage);
        }

        var (action, caller) = (Known(words[0], Actions), Known(words[1], Callers));
        RefuseOptionsOfOthers(action);
        if (words.Length > 2 && (action, caller) != ("run", "git"))
        {
            throw new UsageException($"{Quoted.Of(words[2])}: {Usage} takes no further argument");
        }

        return (action, caller) switch
        {
            ("run", "git") => await new GitHookRun(host, options, interruption).RunAsync(words.Length > 2 ? words[2] : GitHooks.PreCommit).ConfigureAwait(false),
            ("run", _) => await new ClaudeHookRun(host, options, interruption).RunAsync().ConfigureAwait(false),
            (_, "git") => await new GitHookInstaller(host, options, stop).RunAsync(action == "install").ConfigureAwait(false),
            _ => await new ClaudeHookInstaller(host, options, stop).RunAsync(action == "install").ConfigureAwait(false),
        };
    }

    private static string Known(string word, ImmutableArray<string> known) =>
        known.Contains(word) ? word : throw new UsageException($"{Quoted.Of(word)} is not {string.Join(" or ", known)}{NearestName.Hint(word, known)}: {Usage}");

    private void RefuseOptionsOfOthers(string action)
    {
        foreach (var option in options.Request.Options.Where(option => action == "run" ? option.Name == "dry-run" : !OfInstalling.Contains(option.Name)))
        {
            throw new UsageException($"\"unfazed hook {action}\" takes no --{option.Name}");
        }
    }
}
