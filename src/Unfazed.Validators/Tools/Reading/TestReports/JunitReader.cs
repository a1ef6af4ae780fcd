using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.Xml;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>
/// JUnit's XML as Ant's task began it and test runners write it: failed tests and errors are findings, skipped ones are not. There is no
/// standard; what several writers agree on is read (https://github.com/testmoapp/junitxml).
/// </summary>
internal sealed class JunitReader : IReportReader
{
    private static readonly XmlForm Form = new("JUnit report", "testsuites", "testsuite");

    /// <inheritdoc/>
    public string? Suffix => ".xml";

    /// <inheritdoc/>
    public OutputReading Read(Stream report, ToolOutput output)
    {
        var walk = new JunitWalk(output);
        var flaw = XmlReport.Walk(report, Form, walk.Take) ?? walk.Missing();
        return new OutputReading
        {
            Extent = flaw is null ? walk.Extent : Extent.Unread,
            Findings = walk.Findings.ToImmutable(),
            Flaw = flaw,
            Tests = walk.Tally,
            Summary = flaw is null ? walk.Tally.ToString() : null,
            Nothing = walk.Tally.Nothing,
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    private sealed class JunitWalk(ToolOutput output)
    {
        private const int LongestText = 64 * 1024;

        private readonly StringBuilder _text = new();
        private string _name = "";
        private string _file = "";
        private int? _line;
        private TestFailure? _open;
        private TestFailure? _unexplained;
        private bool _mayBeSkipped;
        private long _counted;

        public ImmutableArray<Finding>.Builder Findings { get; } = ImmutableArray.CreateBuilder<Finding>();

        public TestTally Tally { get; private set; } = new(0, 0);

        public void Take(XmlReader xml)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Begin(xml);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when _open is not null && _text.Length < LongestText:
                    _text.Append(OutputTail.Shorten(xml.Value, LongestText));
                    break;
                case XmlNodeType.EndElement when _open is not null && xml.LocalName is "failure" or "error":
                    Close();
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "testcase":
                    EndTest();
                    break;
            }
        }

        /// <summary>Whether it names all failures that it counts.</summary>
        public Extent Extent => _counted > Findings.Count ? Extent.Counting((int)_counted, Findings.Count) : Extent.Whole;

        // Some writers give numbers alone. The number of tests proves nothing: Catch2 and doctest count assertions there, and pytest subtests.
        public string? Missing() => _counted > 0 && Findings.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"it counts {_counted} failed {(_counted == 1 ? "test" : "tests")} and names none")
            : null;

        private void Begin(XmlReader xml)
        {
            switch (xml.LocalName)
            {
                case "testsuites" or "testsuite":
                    // A suite counts those of the suites in it, too.
                    _counted = Math.Max(_counted, Number(xml, "failures") + Number(xml, "errors"));
                    (_name, _file, _line) = (xml.Text("name"), xml.Text("file"), null);
                    break;
                case "testcase":
                    Tally = Tally with { Tests = Tally.Tests + 1 };
                    var file = xml.Text("file");
                    (_name, _file, _line) = (Name(xml), file.Length > 0 ? file : _file, xml.Place("line"));
                    BeginTest(xml);
                    break;
                case "skipped":
                    Tally = Tally with { Skipped = Tally.Skipped + 1 };
                    (_unexplained, _mayBeSkipped) = (null, false);
                    break;
                case "failure" or "error":
                    (_unexplained, _mayBeSkipped) = (null, false);
                    var message = xml.Text("message");
                    _open = new TestFailure(_name, xml.LocalName == "error", message.Length > 0 ? message : xml.Text("type"), "") { File = _file, Line = _line };
                    _text.Clear();
                    if (xml.IsEmptyElement)
                    {
                        Close();
                    }

                    break;
            }
        }

        // Some writers say how a test ended in an attribute, and only there where there is nothing to add.
        private void BeginTest(XmlReader xml)
        {
            var status = $"{xml.Text("status")} {xml.Text("result")}".ToLowerInvariant().Split(' ');
            var isError = status.Contains("error") || status.Contains("errored");
            var hasFailed = isError || status.Contains("failed") || status.Contains("failure") || status.Contains("fail");
            _unexplained = hasFailed ? new TestFailure(_name, isError, "", "") { File = _file, Line = _line } : null;
            _mayBeSkipped = !hasFailed && (status.Contains("skipped") || status.Contains("disabled") || status.Contains("ignored") || status.Contains("notrun"));
            if (xml.IsEmptyElement)
            {
                EndTest();
            }
        }

        private void EndTest()
        {
            if (_unexplained is { } failure)
            {
                Findings.Add(failure.ToFinding(output));
            }

            Tally = _mayBeSkipped ? Tally with { Skipped = Tally.Skipped + 1 } : Tally;
            (_unexplained, _mayBeSkipped) = (null, false);
        }

        private void Close()
        {
            Findings.Add((_open! with { Text = _text.ToString() }).ToFinding(output));
            _open = null;
        }

        private static string Name(XmlReader xml)
        {
            var (group, name) = (xml.Text("classname"), xml.Text("name"));
            return group.Length == 0 || name.StartsWith(group, StringComparison.Ordinal) ? name : name.Length == 0 ? group : $"{group}.{name}";
        }

        private static long Number(XmlReader xml, string attribute) =>
            long.TryParse(xml.Text(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, int.MaxValue / 2) : 0;
    }
}
