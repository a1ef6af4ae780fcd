using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>Paths of the root in ordinal order, each once: what lies below a directory is a slice, found without looking at the rest.</summary>
internal sealed class SortedPaths
{
    private readonly ImmutableArray<string> _paths;
    private readonly HashSet<string> _set;

    /// <summary>Sorts them.</summary>
    public SortedPaths(IEnumerable<string> paths)
    {
        _set = paths.ToHashSet(StringComparer.Ordinal);
        _paths = [.. _set.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether this path is one of them.</summary>
    public bool Contains(string path) => _set.Contains(path);

    /// <summary>Those in a directory (<c>.</c> for the root, which holds all but itself), at any depth, without the directory itself.</summary>
    public ImmutableArray<string> Below(string directory)
    {
        if (directory == ".")
        {
            return _set.Contains(".") ? _paths.Remove(".") : _paths;
        }

        var start = LowerBound(directory + "/");
        return _paths[start..LowerBound(directory + (char)('/' + 1))];
    }

    private int LowerBound(string path)
    {
        var index = _paths.BinarySearch(path, StringComparer.Ordinal);
        return index < 0 ? ~index : index;
    }
}
