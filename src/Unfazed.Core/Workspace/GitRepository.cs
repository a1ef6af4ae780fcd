using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>What git says of a folder: in which repository's working tree it lies, if in any.</summary>
/// <param name="Top">The working tree's top, absolute; null outside a repository.</param>
/// <param name="HasGit">Whether there is a git program to ask.</param>
internal sealed record GitLocation(string? Top, bool HasGit);

/// <summary>Finds repositories; whatever is wrong with one is an error with git's own words, never taken for "no repository".</summary>
internal sealed class GitRepository(GitClient git)
{
    private const string MountPoint = "(or any parent up to mount point ";

    // The top comes last: it may hold a newline.
    private static readonly ImmutableArray<string> Question = ["rev-parse", "--is-inside-work-tree", "--is-bare-repository", "--show-toplevel"];

    /// <summary>Finds the repository that a folder lies in.</summary>
    /// <param name="folder">Absolute, symlinks resolved.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="WorkspaceException">There is one, and it has no working tree here, is damaged or belongs to somebody else.</exception>
    public async Task<GitLocation> LocateAsync(string folder, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(folder, Question, indexFile: null, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return new GitLocation(FindMark(folder), HasGit: false);
        }

        if (answer.Succeeded)
        {
            return answer.Text.Split('\n', 3) is [_, _, { Length: > 1 } top] && top.EndsWith('\n') && Path.IsPathRooted(top) && !top.Contains('\0', StringComparison.Ordinal)
                ? new GitLocation(top[..^1], HasGit: true)
                : throw new WorkspaceException("git rev-parse did not print the top of a repository: is the git on PATH the real one?");
        }

        var shown = PrintableName.Of(folder);
        if (answer.Text.StartsWith("false\n", StringComparison.Ordinal))
        {
            throw new WorkspaceException(answer.Text.StartsWith("false\ntrue\n", StringComparison.Ordinal)
                ? $"{shown} lies in a bare repository, which has no files to validate: make a working tree of it (git worktree add FOLDER), and run there"
                : $"{shown} lies in a repository's .git folder: run in its working tree");
        }

        if (answer.Message.Contains("not a git repository", StringComparison.Ordinal) && FindMark(folder, MountPointIn(answer.Message)) is not { })
        {
            return new GitLocation(null, HasGit: true);
        }

        throw new WorkspaceException($"git refuses the repository of {shown}: {answer.Message}{Hint(folder, answer.Message)}");
    }

    /// <summary>Whether git tracks files in or below a folder; false where it cannot tell.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<bool> TracksBelowAsync(string folder, CancellationToken cancellationToken) =>
        await git.AskAsync(folder, ["ls-files", "-z", "--", "."], indexFile: null, cancellationToken).ConfigureAwait(false) is { Succeeded: true, Output.IsEmpty: false };

    /// <summary>The nearest folder, from here upwards, that holds a <c>.git</c>; null where there is none.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="stopAt">The last one to look into.</param>
    public static string? FindMark(string folder, string? stopAt = null)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Path.Exists(Path.Combine(current, ".git")))
            {
                return current;
            }

            if (string.Equals(current, stopAt, StringComparison.Ordinal))
            {
                break;
            }
        }

        return null;
    }

    private static string Hint(string folder, string message) =>
        message.Contains("not a git repository", StringComparison.Ordinal) && FindMark(folder) is { } top
            ? $"\n{PrintableName.Of(top)} holds a .git that is damaged: repair it (git init there restores missing parts), or remove it"
            : "";

    // git does not look above the mount point, and so its word is no news of what lies there.
    private static string? MountPointIn(string message)
    {
        var start = message.IndexOf(MountPoint, StringComparison.Ordinal) + MountPoint.Length;
        var end = start < MountPoint.Length ? -1 : message.IndexOf(')', start);
        return end < 0 ? null : message[start..end];
    }
}
