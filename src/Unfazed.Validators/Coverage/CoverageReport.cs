namespace Unfazed.Validators.Coverage;

/// <summary>What tests ran, by file: a path relative to the root, or as the report names it for a file outside.</summary>
internal sealed class CoverageReport
{
    /// <summary>The most files that a report may name: more than any repository has.</summary>
    public const int MaxFiles = 500_000;

    private readonly SortedDictionary<string, FileCoverage> _files = new(StringComparer.Ordinal);

    /// <summary>The files.</summary>
    public IReadOnlyDictionary<string, FileCoverage> Files => _files;

    /// <summary>All lines.</summary>
    public CoverageCount Lines => Sum(static file => file.Lines);

    /// <summary>All branches.</summary>
    public CoverageCount Branches => Sum(static file => file.Branches);

    /// <summary>The file of this name, which is there from now on.</summary>
    public FileCoverage this[string path]
    {
        get
        {
            if (!_files.TryGetValue(path, out var file))
            {
                _files[path] = file = new FileCoverage();
            }

            return file;
        }
    }

    /// <summary>This one and another: what either ran was run.</summary>
    public CoverageReport With(CoverageReport other)
    {
        foreach (var (path, file) in other._files)
        {
            this[path].Add(file);
        }

        return this;
    }

    /// <summary>Without what configuration leaves out.</summary>
    public CoverageReport Without(Func<string, bool>? isExcluded)
    {
        foreach (var path in _files.Keys.Where(path => isExcluded?.Invoke(path) == true).ToList())
        {
            _files.Remove(path);
        }

        return this;
    }

    private CoverageCount Sum(Func<FileCoverage, CoverageCount> count) => _files.Values.Aggregate(CoverageCount.None, (sum, file) => sum + count(file));
}
