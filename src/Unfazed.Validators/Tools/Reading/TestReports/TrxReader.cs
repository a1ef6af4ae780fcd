using System.Collections.Immutable;
using System.Text;
using System.Xml;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.Xml;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>Visual Studio's <c>.trx</c>, as <c>dotnet test --logger trx</c> writes it: a <c>UnitTestResult</c> for each test (schema vstst.xsd, TeamTest/2010).</summary>
internal sealed class TrxReader : IReportReader
{
    private static readonly XmlForm Form = new("TRX report", "TestRun");

    /// <inheritdoc/>
    public OutputReading Read(Stream report, ToolOutput output)
    {
        var walk = new TrxWalk(output);
        var flaw = XmlReport.Walk(report, Form, walk.Take);
        return new OutputReading
        {
            Extent = flaw is null ? Extent.Whole : Extent.Unread,
            Findings = walk.Findings.ToImmutable(),
            Flaw = flaw,
            Tests = walk.Tally,
            Nothing = flaw is null ? walk.Tally.Nothing : null,
            Summary = walk.Tally.ToString(),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt),
        };
    }

    private sealed class TrxWalk(ToolOutput output)
    {
        private const int LongestText = 64 * 1024;

        private readonly StringBuilder _message = new();
        private readonly StringBuilder _stack = new();
        private string? _failed;
        private StringBuilder? _into;

        public ImmutableArray<Finding>.Builder Findings { get; } = ImmutableArray.CreateBuilder<Finding>();

        public TestTally Tally { get; private set; } = new(0, 0);

        public void Take(XmlReader xml)
        {
            switch (xml)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "UnitTestResult" }:
                    Begin(xml);
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "Message" or "StackTrace" } when _failed is not null && !xml.IsEmptyElement:
                    _into = xml.LocalName == "Message" ? _message : _stack;
                    break;
                case { NodeType: XmlNodeType.Text or XmlNodeType.CDATA } when _into is { Length: < LongestText }:
                    _into.Append(OutputTail.Shorten(xml.Value, LongestText));
                    break;
                case { NodeType: XmlNodeType.EndElement, LocalName: "Message" or "StackTrace" }:
                    _into = null;
                    break;
                case { NodeType: XmlNodeType.EndElement, LocalName: "UnitTestResult" }:
                    End();
                    break;
            }
        }

        private void Begin(XmlReader xml)
        {
            var outcome = xml.Text("outcome");
            Tally = new TestTally(Tally.Tests + 1, Tally.Skipped + (outcome is "NotExecuted" or "Inconclusive" ? 1 : 0));
            _failed = outcome is "Failed" or "Error" or "Timeout" or "Aborted" ? xml.Text("testName") : null;
            _message.Clear();
            _stack.Clear();
            if (xml.IsEmptyElement)
            {
                End();
            }
        }

        private void End()
        {
            if (_failed is { } name)
            {
                Findings.Add(new TestFailure(name, IsError: false, _message.ToString(), _stack.ToString()).ToFinding(output));
            }

            _failed = null;
        }
    }
}
