using System.Text.RegularExpressions;
using Unfazed.Core.Processes;

namespace Unfazed.Integrations.Identity;

/// <summary>What the variables of a build server say about the job that runs here.</summary>
/// <param name="Repository">Owner and name of the repository; null where it does not say.</param>
/// <param name="PullRequest">The number of the pull request, or what stands for it; null for none.</param>
/// <param name="Branch">The branch; null for a tag, a pull request, or where it does not say.</param>
internal sealed partial record BuildJob(string? Repository, string? PullRequest, string? Branch)
{
    /// <summary>The job of the first build server whose variables are set; null outside of one.</summary>
    public static BuildJob? Find(ProcessEnvironment environment) => BuildServer.All.Select(server => Of(server, environment)).FirstOrDefault(static job => job is not null);

    private static BuildJob? Of(BuildServer server, ProcessEnvironment environment)
    {
        string? First(IEnumerable<string> names) => names.Select(environment.Get).FirstOrDefault(static value => value is { Length: > 0 } and not "false");
        var (number, tag, branch, repository) = (First(server.PullRequest), First(server.Tag), First(server.Branch), First(server.Repository));
        if (number is null && tag is null && branch is null && repository is null)
        {
            return null;
        }

        var pull = number ?? (branch is null ? null : PullNumber(branch)) ?? First(server.Head);
        var isAddress = repository is not null && (repository.Contains(':', StringComparison.Ordinal) || repository[0] is '/' or '.');
        var path = isAddress ? RepositoryPath.Of(repository!) : repository;
        return new BuildJob(path, pull, pull is null && tag is null ? NameOf(branch) : null);
    }

    // "refs/pull/7/merge", "pull/7", "7/merge", "gh-readonly-queue/main/pr-7-SHA".
    private static string? PullNumber(string text) => Pull().Match(text) is { Success: true } match ? match.Groups["number"].Value : null;

    private static string? NameOf(string? branch)
    {
        foreach (var prefix in (string[])["refs/heads/", "refs/remotes/origin/", "remotes/origin/", "origin/"])
        {
            if (branch?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                return branch[prefix.Length..];
            }
        }

        // TeamCity's default branch is "<default>", a commit that Jenkins has checked out "detached" or "HEAD".
        return branch is null or "<default>" or "detached" or "HEAD" || branch.StartsWith("refs/", StringComparison.Ordinal) ? null : branch;
    }

    [GeneratedRegex(
        "^(?:(?:refs/)?(?:pull|pull-requests|merge-requests)/(?<number>[0-9]+)(?:/.*)?|(?<number>[0-9]+)/(?:merge|head)|(?:refs/heads/)?gh-readonly-queue/.+/pr-(?<number>[0-9]+)-[0-9a-f]+)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pull();
}
