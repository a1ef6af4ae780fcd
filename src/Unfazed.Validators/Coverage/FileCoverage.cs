namespace Unfazed.Validators.Coverage;

/// <summary>What tests ran of one file: each line that could be run, with how often it was, and its branches. A line that several reports name counts once.</summary>
internal sealed class FileCoverage
{
    private readonly CoveredLines _lines = new();
    private Dictionary<int, CoverageCount>? _branches;

    /// <summary>Its lines.</summary>
    public CoverageCount Lines => new(_lines.Covered, _lines.Count);

    /// <summary>Its branches.</summary>
    public CoverageCount Branches => _branches?.Values.Aggregate(CoverageCount.None, static (sum, branches) => sum + branches) ?? CoverageCount.None;

    /// <summary>The numbers of the lines that could be run.</summary>
    public IEnumerable<int> LineNumbers => _lines.Numbers;

    /// <summary>Whether a line was run; null when it can't be.</summary>
    public bool? IsCovered(int line) => _lines.IsCovered(line);

    /// <summary>Adds a line.</summary>
    public void Add(int line, bool isCovered) => _lines.Add(line, isCovered);

    /// <summary>Adds the branches of a line; of two reports about it the better one counts.</summary>
    public void AddBranches(int line, CoverageCount branches)
    {
        _branches ??= [];
        var before = _branches.GetValueOrDefault(line, CoverageCount.None);
        _branches[line] = new CoverageCount(Math.Max(before.Covered, branches.Covered), Math.Max(before.Valid, branches.Valid));
    }

    /// <summary>Adds what another report says of this file.</summary>
    public void Add(FileCoverage other)
    {
        _lines.Add(other._lines);
        foreach (var (line, branches) in other._branches ?? [])
        {
            AddBranches(line, branches);
        }
    }
}
