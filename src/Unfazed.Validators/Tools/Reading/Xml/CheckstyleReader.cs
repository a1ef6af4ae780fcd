using System.Collections.Immutable;
using System.Xml;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.Xml;

/// <summary>
/// Checkstyle's XML, which many linters print: <c>error</c> elements in <c>file</c> elements, lines and columns from 1. An <c>exception</c>
/// is a file that could not be checked (https://checkstyle.org/xsd/, XMLLogger).
/// </summary>
internal sealed class CheckstyleReader : IReportReader
{
    private static readonly XmlForm Form = new("Checkstyle report", "checkstyle");

    /// <inheritdoc/>
    public string? Suffix => ".xml";

    /// <inheritdoc/>
    public OutputReading Read(Stream report, ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        var file = "";
        var flaw = XmlReport.Walk(report, Form, xml =>
        {
            switch (xml)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "file" }:
                    file = xml.Text("name");
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "error" } when xml.Text("severity") != "ignore":
                    findings.Add(Finding(xml, file, output));
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "exception" }:
                    unreadable.Add($"{output.Paths.Resolve(file) ?? (file.Length == 0 ? "a file" : file)}: it could not be checked");
                    break;
            }
        });
        return new OutputReading
        {
            Extent = flaw is null ? Extent.Whole : Extent.Unread,
            Findings = findings.ToImmutable(),
            UnreadableFiles = unreadable.ToImmutable(),
            Flaw = flaw,
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    private static Finding Finding(XmlReader xml, string file, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(file, xml.Text("message"));
        var line = xml.Place("line");
        return new Finding
        {
            Tool = output.Tool,
            Rule = xml.Text("source"),
            Severity = xml.Text("severity") switch { "error" => Severity.Error, "info" => Severity.Note, _ => Severity.Warning },
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : xml.Place("column"),
        };
    }
}
