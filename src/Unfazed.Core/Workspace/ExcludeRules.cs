using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>
/// What nobody wants checked: our own folder, other programs' stores, virtual environments, caches, build output, and what the
/// configuration excludes. Whatever is in git's index stays, but for the names that are never source.
/// </summary>
internal sealed class ExcludeRules(ImmutableArray<Glob> globs)
{
    /// <summary>Our own file at the root: what it accepts is policy, and no check has anything to say of it.</summary>
    public const string BaselineFile = "unfazed.baseline.json";

    // A pattern of folders fits a file by its folder alone, and that has been asked before.
    private readonly ImmutableArray<Glob> _fileGlobs = [.. globs.Where(static glob => !glob.Pattern.EndsWith('/'))];

    private static readonly ImmutableArray<string> NeverSource = [".git", ".unfazed", "node_modules"];
    private static readonly ImmutableArray<string> NotSource = [".hg", ".svn", ".jj", "__pycache__", ".venv", ".tox", ".nox"];
    private static readonly ImmutableArray<string> BuildOutput = ["bin", "obj"];

    private readonly HashSet<string> _marked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _tracked = new(StringComparer.Ordinal) { [""] = false };
    private readonly Dictionary<string, bool> _untracked = new(StringComparer.Ordinal) { [""] = false };

    // The files of a folder are asked about one after the other, with the same string.
    private (string? Folder, bool Tracked, bool Excluded) _last;

    /// <summary>Takes note of a file that says what its folder is. All of a folder's files come before the folder is asked about.</summary>
    public void Notice(string folder, ReadOnlySpan<char> name)
    {
        // pyvenv.cfg: PEP 405. CACHEDIR.TAG: the Cache Directory Tagging Specification.
        if (name is "pyvenv.cfg" or "CACHEDIR.TAG")
        {
            _marked.Add(folder);
        }
        else if (name.EndsWith("proj") && name.LastIndexOf('.') is var dot and > 0 && name[dot..] is ".csproj" or ".fsproj" or ".vbproj")
        {
            _projects.Add(folder);
        }
    }

    /// <summary>Whether a file does not count, whose folder does.</summary>
    public bool ExcludesFile(string path)
    {
        if (string.Equals(path, BaselineFile, StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var glob in _fileGlobs)
        {
            if (glob.IsMatch(path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether nothing in a folder counts.</summary>
    /// <param name="folder">Relative to the root; empty for the root, which always counts.</param>
    /// <param name="tracked">Whether it is about files in git's index.</param>
    public bool ExcludesFolder(string folder, bool tracked)
    {
        if (ReferenceEquals(folder, _last.Folder) && tracked == _last.Tracked)
        {
            return _last.Excluded;
        }

        var known = tracked ? _tracked : _untracked;
        if (!known.TryGetValue(folder, out var excluded))
        {
            known[folder] = excluded = ExcludesUnknown(folder, tracked);
        }

        _last = (folder, tracked, excluded);
        return excluded;
    }

    private bool ExcludesUnknown(string folder, bool tracked)
    {
        var slash = folder.LastIndexOf('/');
        var (parent, name) = slash < 0 ? ("", folder) : (folder[..slash], folder[(slash + 1)..]);
        return ExcludesFolder(parent, tracked)
            || NeverSource.Contains(name, StringComparer.Ordinal)
            || (!tracked && IsUntrackedNoise(folder, parent, name))
            || globs.Any(glob => glob.CoversFolder(folder));
    }

    private bool IsUntrackedNoise(string folder, string parent, string name) =>
        _marked.Contains(folder)
        || NotSource.Contains(name, StringComparer.Ordinal)
        || (BuildOutput.Contains(name, StringComparer.Ordinal) && _projects.Contains(parent));
}
