using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Core.Configuration;

/// <summary>Paths of the configuration that must stay below the root, symbolic links resolved.</summary>
internal static class RootedPath
{
    private const int MaximumLinks = 40;

    /// <summary>The path relative to the root, with <c>/</c> and without <c>.</c> and <c>..</c>; <c>.</c> for the root.</summary>
    public static bool TryResolve(string root, string path, [NotNullWhen(true)] out string? relative, [NotNullWhen(false)] out string? error)
    {
        relative = null;
        if (path.Length == 0 || Path.IsPathRooted(path))
        {
            error = $"{Quoted.Of(path)} is not a path relative to the root, such as src/app";
            return false;
        }

        var top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(top, path)));
        if (!IsBelow(top, full) || RealPath(full) is not { } real || RealPath(top) is not { } realTop || !IsBelow(realTop, real))
        {
            error = $"{Quoted.Of(path)} leaves the root: give a path below it";
            return false;
        }

        relative = Path.GetRelativePath(top, full).Replace(Path.DirectorySeparatorChar, '/');
        error = null;
        return true;
    }

    /// <summary>Whether a relative path does not climb out of the root; links are not looked at: a virtual environment's programs are links.</summary>
    public static bool StaysBelow(string root, string path)
    {
        var top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return path.Length > 0 && !Path.IsPathRooted(path) && IsBelow(top, Path.GetFullPath(Path.Combine(top, path)));
    }

    private static bool IsBelow(string top, string path) =>
        string.Equals(top, path, StringComparison.Ordinal)
        || path.StartsWith(Path.EndsInDirectorySeparator(top) ? top : top + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Null for what cannot be resolved: a loop, or a folder that may not be looked into.
    private static string? RealPath(string path)
    {
        var current = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(Segments(path[current.Length..]).Reverse());
        for (var links = 0; rest.TryPop(out var segment);)
        {
            current = segment == ".." ? Path.GetDirectoryName(current) ?? current : Path.Combine(current, segment);
            if (segment == ".." || LinkTarget(current) is not { } target)
            {
                continue;
            }

            if (++links > MaximumLinks)
            {
                return null;
            }

            current = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : Path.GetDirectoryName(current)!;
            foreach (var name in Segments(target).Reverse())
            {
                rest.Push(name);
            }
        }

        return current;
    }

    private static IEnumerable<string> Segments(string path) =>
        path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(static segment => segment != ".");

    private static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;
}
