using System.Collections.Immutable;
using Unfazed.Core.Journal;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>
/// Lets the environments that a project keeps beside its files, and git does not know (<c>node_modules</c>, <c>.venv</c>), be found from the base
/// tree: a link at the same place. Without them a tool would be missing there, or another one would answer.
/// </summary>
internal static class EnvironmentLinks
{
    private static readonly ImmutableArray<string> Names = ["node_modules", ".venv", "venv"];
    private static readonly ImmutableArray<string> Ignored = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"];

    /// <summary>The environments below a root, relative to it.</summary>
    public static async Task<ImmutableArray<string>> FindAsync(GitClient git, string root, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(root, Ignored, indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? [.. answer.Text.Split('\0').Where(static path => path.EndsWith('/')).Select(static path => path.TrimEnd('/')).Where(path => IsEnvironment(root, path))]
            : [];
    }

    /// <summary>Makes the links that can be made; gives those that are there.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="baseRoot">The same place in the base tree, absolute, symlinks resolved.</param>
    /// <param name="paths">Relative to both.</param>
    public static ImmutableArray<string> Make(string root, string baseRoot, ImmutableArray<string> paths) =>
        [.. paths.Where(path => TryLink(Path.Combine(root, path), Path.Combine(baseRoot, path)))];

    private static bool IsEnvironment(string root, string path) =>
        Names.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal) || File.Exists(Path.Combine(root, path, "pyvenv.cfg"));

    private static bool TryLink(string target, string link)
    {
        try
        {
            // A folder that the base commit has as a link may lead out of the base tree, and nothing is made there.
            if (Path.GetDirectoryName(link) is not { } folder || RealPath.Resolve(folder) != folder)
            {
                return false;
            }

            if (Path.Exists(link) || PrivateFolder.IsLink(link))
            {
                return PrivateFolder.IsLink(link);
            }

            Directory.CreateSymbolicLink(link, target);
            return true;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // Whoever needs it will be missing there, and that is said.
            return false;
        }
    }
}
