namespace Unfazed.Core.Workspace;

/// <summary>Absolute paths with every symlink resolved, the folders' too.</summary>
internal static class RealPath
{
    // Linux gives up after 40 links as well (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The real path of something that is there; null when it is not, or when links lead in a circle.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be read.</exception>
    public static string? Resolve(string path)
    {
        // Not normalized first: LINK/.. is the parent of where the link leads.
        var rest = new Stack<string>(Segments(path));
        var real = Path.GetPathRoot(path)!;
        for (var links = 0; rest.TryPop(out var name);)
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, name);
            if (LinkTarget(next, out var isThere) is not { } target)
            {
                if (!isThere)
                {
                    return null;
                }

                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var segment in Segments(target))
            {
                rest.Push(segment);
            }
        }

        return Path.Exists(real) ? real : null;
    }

    // The last segment first, as a stack takes them; ".." stays, because it means the parent of where a link leads.
    private static IEnumerable<string> Segments(string path) =>
        path[(Path.GetPathRoot(path) ?? "").Length..].Split(Path.DirectorySeparatorChar).Where(static name => name is not ("" or ".")).Reverse();

    // What is below something that is not there is not there either: a path of thousands of segments is not walked for nothing.
    private static string? LinkTarget(string path, out bool isThere)
    {
        isThere = true;
        try
        {
            var entry = new FileInfo(path);
            isThere = (int)entry.Attributes != -1;
            return isThere ? entry.LinkTarget : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
