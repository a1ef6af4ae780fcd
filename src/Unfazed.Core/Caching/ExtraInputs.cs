using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>
/// The files that <c>inputs</c> names and the workspace does not have: ignored ones. They are looked for below the part of a glob that has no
/// wildcard; a glob without one names files of the workspace alone, since nobody wants the whole tree walked for it.
/// </summary>
internal static class ExtraInputs
{
    private const int Most = 100_000;

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true, MaxRecursionDepth = 64 };

    /// <summary>The files in ordinal order; never one outside of the root, links resolved.</summary>
    public static ImmutableArray<WorkspaceFile> Find(WorkspaceSnapshot workspace, ImmutableArray<string> globs)
    {
        var found = new SortedDictionary<string, WorkspaceFile>(StringComparer.Ordinal);
        foreach (var pattern in globs)
        {
            var glob = Glob.Parse(pattern);
            foreach (var path in Candidates(workspace.Root, LiteralOf(pattern)).Where(path => glob.IsMatch(path)).Take(Most))
            {
                if (workspace.Find(path) is null && WorkspacePath.TryResolve(workspace.Root, path, out _, out _) && Look(workspace, path) is { } file)
                {
                    found[path] = file;
                }
            }
        }

        return [.. found.Values];
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

    private static IEnumerable<string> Candidates(string root, string literal)
    {
        var full = Path.Combine(root, literal);
        if (literal.Length == 0)
        {
            return [];
        }

        return File.Exists(full) ? [literal]
            : Directory.Exists(full) ? Directory.EnumerateFiles(full, "*", Below).Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
            : [];
    }
}
