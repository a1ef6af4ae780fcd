using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;

namespace Unfazed.Integrations.Identity;

/// <summary>
/// Finds out which project and branch a run belongs to. The user's own word beats all; then a pull request that the build server names, the
/// branch that git has checked out, and the branch that the build server names. The project is the repository's address, whatever folder it is
/// checked out to.
/// </summary>
/// <param name="processes">Starts git, and knows the environment.</param>
/// <param name="root">The root, absolute.</param>
internal sealed class RunIdentityReader(ProcessRunner processes, string root)
{
    /// <summary>Reads it.</summary>
    public async Task<RunIdentity> ReadAsync(UnfazedConfiguration configuration)
    {
        var checkout = await GitCheckout.ReadAsync(processes, root).ConfigureAwait(false);
        var job = BuildJob.Find(processes.Environment);
        var project = MayNameItself(configuration) && configuration.Project.Value is { Length: > 0 } named ? named : ProjectOf(checkout, job);
        return new RunIdentity(project, configuration.Branch.Value is { Length: > 0 } branch ? branch : BranchOf(checkout, job));
    }

    // A repository must not choose whose metrics it replaces, unless somebody trusts it.
    private static bool MayNameItself(UnfazedConfiguration configuration) =>
        configuration.Project.Source.Origin != SettingOrigin.ProjectFile || configuration.Trust == TrustState.Trusted;

    private string ProjectOf(GitCheckout checkout, BuildJob? job)
    {
        var repository = RepositoryPath.Of(checkout.Remote) ?? job?.Repository;
        return repository is not null ? Below(repository, checkout.Prefix)
            : new DirectoryInfo(root).Name is { Length: > 0 } folder ? folder
            : "unnamed";
    }

    // A root below the top of its repository is a project of its own.
    private static string Below(string repository, string prefix) => prefix.Length == 0 ? repository : $"{repository}/{prefix}";

    private static string BranchOf(GitCheckout checkout, BuildJob? job)
    {
        // A job that checked out another repository says nothing about the branch of that one.
        var own = job is not null && IsSame(job.Repository, RepositoryPath.Of(checkout.Remote)) ? job : null;
        return own?.PullRequest is { } number ? $"pr-{number}"
            : checkout.Branch.Length > 0 ? checkout.Branch
            : own?.Branch ?? RunIdentity.NoBranch;
    }

    // By the last word: build servers and mirrors spell the rest of an address in ways of their own.
    private static bool IsSame(string? job, string? remote) =>
        job is null || remote is null || string.Equals(LastWord(job), LastWord(remote), StringComparison.OrdinalIgnoreCase);

    private static string LastWord(string path) => path[(path.LastIndexOf('/') + 1)..];
}
