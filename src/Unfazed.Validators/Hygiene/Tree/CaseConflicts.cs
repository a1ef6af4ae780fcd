namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>Files and folders whose names differ in case alone.</summary>
internal sealed class CaseConflicts(IEnumerable<string> paths)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Other)> _found = [];

    /// <summary>Each name that stands in conflict with one before it, in the order of the names.</summary>
    public IReadOnlyList<(string Path, string Other)> Find()
    {
        foreach (var path in paths)
        {
            if (SeeFolders(path))
            {
                See(path);
            }
        }

        return _found;
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
