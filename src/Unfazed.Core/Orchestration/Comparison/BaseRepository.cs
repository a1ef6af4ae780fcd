using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>
/// Puts the files of a commit into a repository of their own, which borrows the objects of the user's (<c>objects/info/alternates</c>) and of
/// which the user's knows nothing: no registered worktree, no ref, no setting, nothing for a crash to leave there.
/// </summary>
/// <param name="git">Asks git.</param>
/// <param name="root">The root in the user's repository, absolute.</param>
internal sealed partial class BaseRepository(GitClient git, string root)
{
    // What decides how git writes files; the rest of the user's settings has no say here.
    private const string Settings = "^core\\.(autocrlf|eol|safecrlf|symlinks|filemode|ignorecase|precomposeunicode|longpaths)$";
    private const string OwnSettings = "unfazed.config";

    // Where .git is damaged, git would go on to the folders above and reset a repository there.
    private const string OwnRepository = "--git-dir=.git";

    /// <summary>The root within the repository: with <c>/</c> at its end, empty for the top.</summary>
    public async Task<string> PrefixAsync(CancellationToken cancellationToken) =>
        (await AskAsync(root, ["rev-parse", "--show-prefix"], cancellationToken).ConfigureAwait(false)).TrimEnd('\n');

    /// <summary>Checks a commit out, whatever was there before.</summary>
    /// <param name="folder">Where; its content is ours.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WorkspaceException">git could not.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task CheckOutAsync(BaseTreeFolder folder, string commit, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(folder.Path, ".git")))
        {
            try
            {
                await RefreshAsync(folder.Path, commit, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (WorkspaceException)
            {
                // Half of what a killed run did, or objects that went with a collection: begin anew.
                folder.Clear();
            }
        }

        folder.Clear();
        Directory.CreateDirectory(folder.Path);
        var format = (await AskAsync(root, ["rev-parse", "--show-object-format"], cancellationToken).ConfigureAwait(false)).Trim();
        await AskAsync(folder.Path, ["init", "--quiet", "--template=", $"--object-format={format}"], cancellationToken).ConfigureAwait(false);
        await AskAsync(folder.Path, [OwnRepository, "config", "include.path", OwnSettings], cancellationToken).ConfigureAwait(false);
        await RefreshAsync(folder.Path, commit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps git from seeing these paths.</summary>
    public static void Exclude(string folder, IEnumerable<string> paths)
    {
        Directory.CreateDirectory(Path.Combine(folder, ".git", "info"));
        File.WriteAllText(Path.Combine(folder, ".git", "info", "exclude"), string.Concat(paths.Select(static path => $"/{Special().Replace(path, "\\$0")}\n")));
    }

    private async Task RefreshAsync(string folder, string commit, CancellationToken cancellationToken)
    {
        await BorrowAsync(folder, cancellationToken).ConfigureAwait(false);
        await SetAsync(folder, cancellationToken).ConfigureAwait(false);
        var before = await git.AskAsync(folder, [OwnRepository, "rev-parse", "--verify", "--quiet", "HEAD"], indexFile: null, cancellationToken).ConfigureAwait(false);
        await AskAsync(folder, [OwnRepository, "reset", "--hard", "--quiet", "--no-recurse-submodules", commit], cancellationToken).ConfigureAwait(false);
        if (before?.Text.Trim() != commit)
        {
            // What tools made of another commit is none of this one's.
            await AskAsync(folder, [OwnRepository, "clean", "-ffdxq"], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BorrowAsync(string folder, CancellationToken cancellationToken)
    {
        var objects = await PathAsync("objects", cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(Path.Combine(folder, ".git", "objects", "info"));
        await File.WriteAllTextAsync(Path.Combine(folder, ".git", "objects", "info", "alternates"), objects + "\n", cancellationToken).ConfigureAwait(false);
        var shallow = await PathAsync("shallow", cancellationToken).ConfigureAwait(false);
        if (File.Exists(shallow))
        {
            File.Copy(shallow, Path.Combine(folder, ".git", "shallow"), overwrite: true);
        }
    }

    private async Task<string> PathAsync(string name, CancellationToken cancellationToken)
    {
        var answer = (await AskAsync(root, ["rev-parse", "--git-path", name], cancellationToken).ConfigureAwait(false)).TrimEnd('\n');
        return answer.Contains('\n', StringComparison.Ordinal) || answer.StartsWith('"')
            ? throw new WorkspaceException("the path of the repository holds what git's list of borrowed objects cannot")
            : Path.GetFullPath(answer, root);
    }

    private async Task SetAsync(string folder, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("[gc]\n\tauto = 0\n[core]\n\thooksPath = /dev/null\n");
        var answer = await git.AskAsync(root, ["config", "--null", "--get-regexp", Settings], indexFile: null, cancellationToken).ConfigureAwait(false);
        foreach (var setting in answer is { Succeeded: true } ? answer.Text.Split('\0') : [])
        {
            if (setting.Split('\n', 2) is [['c', 'o', 'r', 'e', '.', .. var name], var value] && Word().IsMatch(value))
            {
                text.Append('\t').Append(name).Append(" = ").Append(value).Append('\n');
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder, ".git", OwnSettings), text.ToString(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> AskAsync(string folder, ImmutableArray<string> question, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(folder, question, indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } ? answer.Text : throw new WorkspaceException($"git {question.First(static word => word != OwnRepository)} failed: {answer?.Message ?? "there is no git program"}");
    }

    [GeneratedRegex("^[A-Za-z0-9-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\\*?\[\]!# ]", RegexOptions.NonBacktracking)]
    private static partial Regex Special();
}
