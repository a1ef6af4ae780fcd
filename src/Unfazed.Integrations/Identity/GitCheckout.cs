using Unfazed.Core.Processes;

namespace Unfazed.Integrations.Identity;

/// <summary>What git says about the root.</summary>
/// <param name="Branch">The branch that is checked out; empty for none.</param>
/// <param name="Remote">The address of <c>origin</c>, or of the only other remote; empty for none.</param>
/// <param name="Prefix">The root's path below the top of its repository, with <c>/</c> between folders; empty for the top.</param>
internal sealed record GitCheckout(string Branch, string Remote, string Prefix)
{
    // It is asked while the checks run, on a machine that they keep busy.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Asks git; what it does not say in time is empty.</summary>
    public static async Task<GitCheckout> ReadAsync(ProcessRunner processes, string root)
    {
        var branch = AskAsync(processes, root, "symbolic-ref", "--quiet", "--short", "HEAD");
        var remotes = AskAsync(processes, root, "config", "--null", "--get-regexp", "^remote\\..*\\.url$");
        var prefix = AskAsync(processes, root, "rev-parse", "--show-prefix");
        return new GitCheckout(
            (await branch.ConfigureAwait(false)).TrimEnd('\n'),
            RemoteIn(await remotes.ConfigureAwait(false)),
            (await prefix.ConfigureAwait(false)).TrimEnd('\n').TrimEnd('/'));
    }

    // Each entry is the key, a line feed, the value, and a NUL.
    private static string RemoteIn(string listing)
    {
        var remotes = listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(static entry => entry.Split('\n', 2)).Where(static entry => entry.Length == 2).ToList();
        var origin = remotes.Find(static remote => remote[0] == "remote.origin.url");
        return origin is not null ? origin[1] : remotes is [var only] ? only[1] : "";
    }

    private static async Task<string> AskAsync(ProcessRunner processes, string root, params string[] words)
    {
        var outcome = await processes.RunShortAsync(
            new CommandDescription { Program = "git", Arguments = ["-c", "core.fsmonitor=false", .. words], Directory = root }, Timeout).ConfigureAwait(false);
        return outcome is { End: ProcessEnd.Exited, ExitCode: 0 } ? outcome.StandardOutput.Text() : "";
    }
}
