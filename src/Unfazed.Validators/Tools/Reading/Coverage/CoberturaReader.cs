using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools.Reading.Xml;

namespace Unfazed.Validators.Tools.Reading.Coverage;

/// <summary>
/// Cobertura's XML (coverage-04.dtd), as coverage.py, coverlet, istanbul and gcovr write it. Names of files are relative to one of
/// <c>sources</c>, to where the tool ran, or absolute.
/// </summary>
internal sealed class CoberturaReader : IReportReader
{
    private static readonly XmlForm Form = new("Cobertura report", "coverage") { NamesDocumentType = true };

    /// <inheritdoc/>
    public string? Suffix => ".xml";

    /// <inheritdoc/>
    public OutputReading Read(Stream report, ToolOutput output)
    {
        var walk = new CoberturaWalk(output.Paths);
        var flaw = XmlReport.Walk(report, Form, walk.Take) ?? walk.Missing();
        return new OutputReading { Extent = flaw is null ? Extent.Whole : Extent.Unread, Coverage = walk.Report, Flaw = flaw, ToolError = OutputTail.LastLine(output.ErrorExcerpt) };
    }
}

/// <summary>Collects lines while a report is walked over.</summary>
internal sealed partial class CoberturaWalk(FindingPaths paths)
{
    private const int MostSources = 100;

    private readonly List<string> _sources = [];
    private readonly Dictionary<string, FileCoverage?> _byName = new(StringComparer.Ordinal);
    private FileCoverage? _file;
    private bool _isSource;
    private bool _hasPackages;
    private long _counted;
    private bool _listsLines;

    public CoverageReport Report { get; } = new();

    public void Take(XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                Begin(xml);
                break;
            case XmlNodeType.Text when _isSource && _sources.Count < MostSources:
                _sources.Add(xml.Value.Trim());
                break;
            case XmlNodeType.EndElement when xml.LocalName == "source":
                _isSource = false;
                break;
        }
    }

    public string? Missing() => !_hasPackages ? "it is no Cobertura report: it has no packages"
        : _counted > 0 && !_listsLines ? "it counts lines and lists none"
        : null;

    private void Begin(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "coverage" when xml.Depth == 0:
                _counted = long.TryParse(xml.Text("lines-valid"), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : 0;
                break;
            case "source":
                _isSource = !xml.IsEmptyElement;
                break;
            case "packages":
                _hasPackages = true;
                break;
            case "class":
                _file = FileOf(xml.Text("filename"));
                break;
            case "line" when xml.Place("number") is { } number:
                _listsLines = true;
                _file?.Add(number, IsCovered(xml.Text("hits")));
                if (Condition().Match(xml.Text("condition-coverage")) is { Success: true } branches)
                {
                    _file?.AddBranches(number, new CoverageCount(Number(branches, "covered"), Number(branches, "valid")));
                }

                break;
        }
    }

    private static bool IsCovered(string hits) => hits.AsSpan().IndexOfAnyExcept('0') >= 0 && hits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private FileCoverage? FileOf(string name)
    {
        if (!_byName.TryGetValue(name, out var file))
        {
            if (_byName.Count >= CoverageReport.MaxFiles)
            {
                throw new IOException("the Cobertura report names more than 500,000 files");
            }

            _byName[name] = file = CoveredPath.Of(name, _sources, paths) is { } path ? Report[path] : null;
        }

        return file;
    }

    [GeneratedRegex(@"\((?<covered>[0-9]{1,9})/(?<valid>[0-9]{1,9})\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Condition();
}
