namespace Unfazed.Validators.Coverage;

/// <summary>What tests ran of one file: each line that could be run, with how often it was, and its branches. A line that several reports name counts once.</summary>
internal sealed class FileCoverage
{
    private readonly Dictionary<int, bool> _lines = [];
    private readonly Dictionary<int, CoverageCount> _branches = [];

    /// <summary>Its lines.</summary>
    public CoverageCount Lines => new(_lines.Values.LongCount(static isCovered => isCovered), _lines.Count);

    /// <summary>Its branches.</summary>
    public CoverageCount Branches => _branches.Values.Aggregate(CoverageCount.None, static (sum, branches) => sum + branches);

    /// <summary>The numbers of the lines that could be run.</summary>
    public IEnumerable<int> LineNumbers => _lines.Keys;

    /// <summary>Whether a line was run; null when it can't be.</summary>
    public bool? IsCovered(int line) => _lines.TryGetValue(line, out var isCovered) ? isCovered : null;

    /// <summary>Adds a line.</summary>
    public void Add(int line, bool isCovered) => _lines[line] = isCovered || (_lines.TryGetValue(line, out var before) && before);

    /// <summary>Adds the branches of a line; of two reports about it the better one counts.</summary>
    public void AddBranches(int line, CoverageCount branches)
    {
        var before = _branches.GetValueOrDefault(line, CoverageCount.None);
        _branches[line] = new CoverageCount(Math.Max(before.Covered, branches.Covered), Math.Max(before.Valid, branches.Valid));
    }

    /// <summary>Adds what another report says of this file.</summary>
    public void Add(FileCoverage other)
    {
        foreach (var (line, isCovered) in other._lines)
        {
            Add(line, isCovered);
        }

        foreach (var (line, branches) in other._branches)
        {
            AddBranches(line, branches);
        }
    }
}
