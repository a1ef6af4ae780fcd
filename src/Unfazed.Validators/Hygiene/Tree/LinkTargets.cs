using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>Where symbolic links lead.</summary>
internal static class LinkTargets
{
    // As many as Linux follows (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>What is written in a link; null where it is none any more.</summary>
    public static string? Of(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a link leads to in the end, every link on the way resolved; null for nothing.</summary>
    public static string? Resolve(string path)
    {
        try
        {
            return RealPath.Resolve(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Something is there that we may not look at.
            return Path.GetFullPath(path);
        }
    }

    /// <summary>The path that a link names, as it is written; null where that is outside the root.</summary>
    /// <param name="path">The link, relative to the root with <c>/</c>.</param>
    /// <param name="target">What is written in it.</param>
    public static string? PathInRoot(string path, string target)
    {
        var parts = new List<string>(path.Split('/')[..^1]);
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return Path.IsPathRooted(target) || parts.Count == 0 ? null : string.Join('/', parts);
    }

    /// <summary>The place that is missing where a link leads nowhere, over all links on the way; null where it lies outside the root, or links lead in a circle.</summary>
    /// <param name="root">The root, absolute, links resolved.</param>
    /// <param name="path">The link, absolute.</param>
    public static string? Missing(string root, string path)
    {
        var at = path;
        for (var links = 0; links < MaxLinks && Of(at) is { } target; links++)
        {
            var folder = Path.GetDirectoryName(at)!;
            var full = Path.GetFullPath(target, Resolve(folder) ?? folder);
            at = FirstMissing(full);
            if (Of(at) is null)
            {
                var parent = Path.GetDirectoryName(at)!;
                return WorkspacePath.Relative(root, Path.Combine(Resolve(parent) ?? parent, Path.GetFileName(at)) + full[at.Length..]);
            }
        }

        return null;
    }

    // Of a path and the folders above it the topmost that leads nowhere.
    private static string FirstMissing(string full)
    {
        var at = full;
        while (Path.GetDirectoryName(at) is { } parent && Resolve(parent) is null)
        {
            at = parent;
        }

        return at;
    }
}
