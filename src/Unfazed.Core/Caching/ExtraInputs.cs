using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>
/// The files that <c>inputs</c> names and the workspace does not have: ignored ones. They are looked for below the part of a glob that has no
/// wildcard; a glob without one names files of the workspace alone, since nobody wants the whole tree walked for it.
/// </summary>
internal static class ExtraInputs
{
    // More takes longer to look at than most checks.
    private const int MaxEntries = 100_000;

    /// <summary>
    /// The files in ordinal order, each in a folder of the root, links resolved. A file may be a link that leads out of it, or to nothing: its
    /// digest is that of what it leads to.
    /// </summary>
    public static FoundExtras Find(WorkspaceSnapshot workspace, ImmutableArray<string> globs)
    {
        var walk = new InputWalk(workspace.Root, MaxEntries);
        var found = new SortedDictionary<string, WorkspaceFile>(StringComparer.Ordinal);
        foreach (var pattern in globs)
        {
            var glob = Glob.Parse(pattern);
            foreach (var path in Candidates(walk, workspace.Root, LiteralOf(pattern)).Where(path => glob.IsMatch(path)))
            {
                if (workspace.Find(path) is null && WorkspacePath.TryResolve(workspace.Root, Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".", out _, out _) && Look(workspace, path) is { } file)
                {
                    found[path] = file;
                }
            }
        }

        return new FoundExtras([.. found.Values], walk.Problem);
    }

    private static WorkspaceFile? Look(WorkspaceSnapshot workspace, string path)
    {
        var status = FileStatus.Of(workspace.FullPath(path));
        return status.Type switch
        {
            FileType.Regular => new WorkspaceFile(path, WorkspaceFileKind.Regular, status.Stamp),
            FileType.SymbolicLink => new WorkspaceFile(path, WorkspaceFileKind.SymbolicLink, status.Stamp),
            _ => null,
        };
    }

    private static string LiteralOf(string pattern) =>
        string.Join('/', pattern.Split('/').TakeWhile(static segment => segment.IndexOfAny(['*', '?', '[', '{', '\\']) < 0)).Trim('/');

    private static IEnumerable<string> Candidates(InputWalk walk, string root, string literal) => (literal.Length, File.Exists(Path.Combine(root, literal))) switch
    {
        (0, _) => [],
        (_, true) => [literal],
        _ => walk.Below(literal),
    };
}

/// <summary>The files that <c>inputs</c> names beside those of the workspace.</summary>
/// <param name="Files">In ordinal order.</param>
/// <param name="Unknown">Why there may be others, as a sentence without a full stop; null where these are all.</param>
internal sealed record FoundExtras(ImmutableArray<WorkspaceFile> Files, string? Unknown);
