namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>Files and folders whose names differ in case alone.</summary>
internal sealed class CaseConflicts(IEnumerable<string> paths)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Other)> _found = [];

    /// <summary>
    /// Each name that is in conflict, with another one that it is in conflict with. Both sides are named, so that the answer for a name is
    /// the same whichever files a run looks at.
    /// </summary>
    public IReadOnlyList<(string Path, string Other)> Find()
    {
        foreach (var path in paths)
        {
            if (SeeFolders(path))
            {
                See(path);
            }
        }

        var firsts = _found.DistinctBy(static conflict => conflict.Other, StringComparer.Ordinal).Select(static conflict => (conflict.Other, conflict.Path));
        return [.. _found.Concat(firsts).OrderBy(static conflict => conflict.Item1, StringComparer.Ordinal)];
    }

    // What lies in a folder that is in conflict is so by that folder, which is said once.
    private bool SeeFolders(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0)
        {
            return true;
        }

        var folder = path[..slash];
        return !_folders.Add(folder) ? _names.GetValueOrDefault(folder) == folder : SeeFolders(folder) && See(folder);
    }

    private bool See(string name)
    {
        if (_names.TryAdd(name, name) || string.Equals(_names[name], name, StringComparison.Ordinal))
        {
            return true;
        }

        _found.Add((name, _names[name]));
        return false;
    }
}
