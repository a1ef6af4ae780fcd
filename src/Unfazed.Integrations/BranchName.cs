using Unfazed.Core.Processes;

namespace Unfazed.Integrations;

/// <summary>The branch that a run looked at. Commits are no branches: each would make a group of its own that nobody ever removes.</summary>
internal static class BranchName
{
    /// <summary>Where no branch is known.</summary>
    public const string None = "none";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // Where a build server checks out a commit, these say which branch it was for: GitHub (of a pull request, else), GitLab, Jenkins, Azure.
    private static readonly string[] Variables = ["GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BRANCH_NAME", "BUILD_SOURCEBRANCHNAME"];

    /// <summary>Asks git; without a branch there, what the build server says, else <c>none</c>.</summary>
    public static async Task<string> OfAsync(ProcessRunner processes, string root)
    {
        var answer = await processes.RunShortAsync(
            new CommandDescription
            {
                Program = "git",
                Arguments = ["-c", "core.fsmonitor=false", "symbolic-ref", "--quiet", "--short", "HEAD"],
                Directory = root,
            },
            Patience).ConfigureAwait(false);
        var branch = answer is { End: ProcessEnd.Exited, ExitCode: 0 } ? answer.StandardOutput.Text().Trim() : "";
        return branch.Length > 0 ? branch : Variables.Select(processes.Environment.Get).FirstOrDefault(static name => name is { Length: > 0 }) ?? None;
    }
}
