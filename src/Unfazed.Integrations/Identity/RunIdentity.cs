namespace Unfazed.Integrations.Identity;

/// <summary>What services file a run under. Commits are no branches: each would make a group of its own that nobody ever removes.</summary>
/// <param name="Project">The project, never empty: it names the group whose metrics the run replaces.</param>
/// <param name="Branch">The branch, <c>pr-N</c> for a pull request, or <see cref="NoBranch"/>.</param>
internal sealed record RunIdentity(string Project, string Branch)
{
    /// <summary>The branch where none is known.</summary>
    public const string NoBranch = "none";
}
