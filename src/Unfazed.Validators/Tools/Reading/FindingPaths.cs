using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Makes paths as tools print them into paths relative to the root.</summary>
/// <param name="Root">The root, absolute.</param>
/// <param name="Directory">Where the tool ran, absolute.</param>
internal sealed record FindingPaths(string Root, string Directory)
{
    private const int Longest = 4096;
    private const int MaxRemembered = 4096;

    // A tool names a file once for each finding in it: one text for all of them, and one look at the path.
    private readonly Dictionary<string, string?> _resolved = new(StringComparer.Ordinal);

    // Of another folder the same names are other paths.
    private FindingPaths(FindingPaths other) => (Root, Directory, Names, _resolved) = (other.Root, other.Directory, other.Names, new(StringComparer.Ordinal));

    /// <summary>The files of the repository, for names that are relative to another folder than that of the run; null where nobody listed them.</summary>
    public FileNames? Names { get; init; }

    /// <summary>The file that a name means: the one that is there, else the only file of the repository whose path ends so; null for none.</summary>
    /// <param name="raw">The name as a tool prints it.</param>
    public string? Find(string raw) => Resolve(raw) is { } path && Exists(path) ? path : Names?.EndingWith(raw);

    /// <summary>Below this root, with <c>/</c>; null for what lies outside it or is no path.</summary>
    public string? Resolve(string raw)
    {
        if (raw.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(raw, UriKind.Absolute, out var uri) && uri.IsFile ? Resolve(uri.LocalPath) : null;
        }

        if (raw.Length is 0 or > Longest || raw.Contains('\0'))
        {
            return null;
        }

        if (Path.DirectorySeparatorChar == '/' && (raw.Contains('\\', StringComparison.Ordinal) || IsOfWindows(raw)) && !Exists(Inside(raw)))
        {
            // Written by a tool that has Windows' separators; a drive is on another machine.
            var slashed = raw.Replace('\\', '/');
            return IsOfWindows(slashed) ? null : Inside(slashed);
        }

        return Inside(raw);
    }

    private static bool IsOfWindows(string path) => path is [var drive, ':', '/' or '\\', ..] && char.IsAsciiLetter(drive);

    private string? Inside(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Directory, path));
        var root = Root.EndsWith(Path.DirectorySeparatorChar) ? Root : Root + Path.DirectorySeparatorChar;
        return full.Length > root.Length && full.StartsWith(root, StringComparison.Ordinal) ? full[root.Length..].Replace(Path.DirectorySeparatorChar, '/') : null;
    }

    /// <summary>Whether a path leads to a file that is there.</summary>
    public bool Exists([NotNullWhen(true)] string? path) => path is not null && File.Exists(Path.Combine(Root, path));

    /// <summary>
    /// The path of a finding that is relative to the directory of the run or to one above it, such as that of a workspace: to the nearest in which the file is
    /// there. As <see cref="Place"/> where it is in none.
    /// </summary>
    public (string? Path, string Message) PlaceUpwards(string raw, string message)
    {
        if (raw.Length is > 0 and <= Longest && !Path.IsPathRooted(raw) && !raw.Contains('\0'))
        {
            for (var at = Directory; at is not null && (at.Length > Root.Length || at == Root); at = Path.GetDirectoryName(at))
            {
                if (Inside(Path.Combine(at, raw)) is { } path && Exists(path))
                {
                    return (path, message);
                }
            }
        }

        return Place(raw, message);
    }

    /// <summary>The path of a finding with its message, which names the place where that is outside the root.</summary>
    public (string? Path, string Message) Place(string raw, string message)
    {
        if (!_resolved.TryGetValue(raw, out var path))
        {
            if (_resolved.Count == MaxRemembered)
            {
                _resolved.Clear();
            }

            path = Resolve(raw);
            _resolved[raw] = path = Exists(path) ? path : Names?.EndingWith(raw) ?? path;
        }

        return path is null && raw.Length > 0 ? (null, $"{raw}: {message}") : (path, message);
    }
}
