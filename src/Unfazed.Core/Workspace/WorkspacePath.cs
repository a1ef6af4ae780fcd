using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Core.Workspace;

/// <summary>Paths that others wrote: none may leave the root, symlinks resolved first.</summary>
public static class WorkspacePath
{
    /// <summary>Finds what a path names, if it is there and lies in the root.</summary>
    /// <param name="root">The root, absolute, symlinks resolved.</param>
    /// <param name="path">Relative to the root, or absolute.</param>
    /// <param name="real">Where it is: relative to the root with <c>/</c>, symlinks resolved; <c>.</c> for the root itself. Null when it cannot be used.</param>
    /// <param name="error">Why not, as a sentence without its end; null when it can.</param>
    public static bool TryResolve(string root, string path, [NotNullWhen(true)] out string? real, [NotNullWhen(false)] out string? error)
    {
        (real, error) = (null, null);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            error = path.Length == 0 ? "an empty path names nothing" : "no path holds a NUL character";
            return false;
        }

        try
        {
            var resolved = RealPath.Resolve(Path.Combine(root, path));
            real = resolved is null ? null : Relative(root, resolved);
            error = resolved is null ? $"there is no {PrintableName.Of(path)} in {PrintableName.Of(root)}"
                : real is null ? $"{PrintableName.Of(path)} lies outside {PrintableName.Of(root)}"
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error = $"{PrintableName.Of(path)} cannot be looked at: {problem.Message}";
        }

        return error is null && real is not null;
    }

    /// <summary>A real path relative to the root, <c>.</c> for the root itself; null when it lies outside.</summary>
    internal static string? Relative(string root, string real)
    {
        if (string.Equals(root, real, StringComparison.Ordinal))
        {
            return ".";
        }

        var prefix = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        return real.StartsWith(prefix, StringComparison.Ordinal)
            ? real[prefix.Length..].Replace(Path.DirectorySeparatorChar, '/')
            : null;
    }
}
