namespace Unfazed.Validators.Tools.Reading.Coverage;

/// <summary>Finds the file that a coverage report means.</summary>
internal static class CoveredPath
{
    /// <summary>
    /// Relative to the root: the file as named, or below one of the report's sources. A file that was elsewhere when the report was made, in
    /// another checkout, is found by the end of its path. As named where it is not here; null for a file of this machine outside the root,
    /// which is somebody else's.
    /// </summary>
    /// <param name="name">As the report names it.</param>
    /// <param name="sources">Folders, absolute or relative to where the tool ran.</param>
    /// <param name="paths">Resolves names.</param>
    public static string? Of(string name, IReadOnlyList<string> sources, FindingPaths paths)
    {
        var plain = name.Contains('\0') ? "" : Path.DirectorySeparatorChar == '/' ? name.Replace('\\', '/') : name;
        var candidates = sources.Where(static source => !source.Contains('\0')).Select(source => Path.Combine(source, plain)).Append(plain).Distinct(StringComparer.Ordinal).ToList();
        var inside = candidates.Select(paths.Resolve).OfType<string>().ToList();
        return inside.Find(path => paths.Exists(path))
            ?? (candidates.Exists(File.Exists) ? null : candidates.Select(candidate => ByItsEnd(candidate, paths)).FirstOrDefault(static path => path is not null) ?? inside.FirstOrDefault() ?? name);
    }

    private static string? ByItsEnd(string path, FindingPaths paths)
    {
        if (!path.StartsWith('/') && path.IndexOf(":/", StringComparison.Ordinal) != 1)
        {
            return null;
        }

        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (paths with { Directory = paths.Root } is var below && below.Resolve(path[(slash + 1)..].TrimStart('/')) is { } end && paths.Exists(end))
            {
                return end;
            }
        }

        return null;
    }
}
