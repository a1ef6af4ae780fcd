using System.Globalization;
using System.Text;
using Unfazed.Validators.Coverage;

namespace Unfazed.Validators.Tools.Reading.Coverage;

/// <summary>lcov's tracefile, as lcov, istanbul, llvm-cov and coverage.py write it (geninfo(1), FILES): a section for each file, ended by <c>end_of_record</c>.</summary>
internal sealed class LcovReader : IReportReader
{
    /// <inheritdoc/>
    public OutputReading Read(Stream report, ToolOutput output)
    {
        var sections = new LcovSections(output.Paths);
        string? flaw = null;
        try
        {
            using var lines = new StreamReader(report, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            var bounded = new BoundedLines(lines);
            while (flaw is null && bounded.Next() is { } line)
            {
                flaw = sections.Take(line);
            }

            flaw ??= sections.Missing();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            flaw = problem.Message;
        }

        return new OutputReading { Extent = flaw is null ? Extent.Whole : Extent.Unread, Coverage = sections.Report, Flaw = flaw, ToolError = OutputTail.LastLine(output.ErrorExcerpt) };
    }
}

/// <summary>Collects what the sections of a tracefile say.</summary>
internal sealed class LcovSections(FindingPaths paths)
{
    private readonly Dictionary<(int Line, string Branch), bool> _branches = [];
    private FileCoverage? _file;
    private bool _isOpen;
    private long _counted;
    private long _listed;
    private int _number;
    private int _sections;

    public CoverageReport Report { get; } = new();

    /// <summary>Takes a line.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(string line)
    {
        _number++;
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var colon = line.IndexOf(':');
        var (key, value) = colon > 0 ? (line[..colon], line[(colon + 1)..]) : (line, "");
        return key switch
        {
            "SF" when Report.Files.Count >= CoverageReport.MaxFiles => "the lcov report names more than 500,000 files",
            "SF" when !_isOpen && value.Length > 0 => Begin(value),
            "end_of_record" when _isOpen => End(),
            "DA" when _isOpen => Line(value) ? null : Broken(line),
            "BRDA" when _isOpen => Branch(value) ? null : Broken(line),
            "LF" when _isOpen => Count(value) ? null : Broken(line),
            "SF" or "DA" or "BRDA" or "LF" or "end_of_record" => Broken(line),
            _ when key.Length is > 1 and < 8 && key.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0 && colon > 0 => null,
            _ => Broken(line),
        };
    }

    /// <summary>What is wrong with the whole, or null.</summary>
    public string? Missing() => _number == 0 ? "there is nothing where an lcov report was due"
        : _isOpen ? "the lcov report breaks off within a file's section"
        : _sections == 0 ? "the lcov report names no file"
        : null;

    private static bool Number(ReadOnlySpan<char> digits, out long value) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private string Broken(string line) => _number == 1
        ? $"it is no lcov report: it begins with \"{OutputTail.Shorten(line, 120)}\""
        : string.Create(CultureInfo.InvariantCulture, $"the lcov report is broken at line {_number}");

    private string? Begin(string name)
    {
        _file = CoveredPath.Of(name, [], paths) is { } path ? Report[path] : null;
        (_isOpen, _sections) = (true, _sections + 1);
        (_counted, _listed) = (0, 0);
        _branches.Clear();
        return null;
    }

    private string? End()
    {
        foreach (var branches in _branches.GroupBy(static branch => branch.Key.Line))
        {
            _file?.AddBranches(branches.Key, new CoverageCount(branches.LongCount(static branch => branch.Value), branches.LongCount()));
        }

        _isOpen = false;
        return _counted > 0 && _listed == 0 ? "it counts lines and lists none" : null;
    }

    private bool Count(string value) => Number(value, out _counted);

    // DA:LINE,HITS[,CHECKSUM]; gcov's counters may be negative where threads raced, which is not zero.
    private bool Line(string value)
    {
        var parts = value.Split(',');
        if (parts.Length < 2 || Position.Of(parts[0]) is not { } line || !long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hits))
        {
            return false;
        }

        _file?.Add(line, hits != 0);
        _listed++;
        return true;
    }

    // BRDA:LINE,BLOCK,BRANCH,TAKEN; "-" where the line was never reached.
    private bool Branch(string value)
    {
        var (first, last) = (value.IndexOf(','), value.LastIndexOf(','));
        if (first == last || Position.Of(value.AsSpan(0, first)) is not { } line || (value[(last + 1)..] != "-" && !Number(value.AsSpan(last + 1), out _)))
        {
            return false;
        }

        var key = (line, value[first..last]);
        _branches[key] = (value[(last + 1)..] is not ("-" or "0")) || _branches.GetValueOrDefault(key);
        return true;
    }
}
