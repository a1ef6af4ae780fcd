using System.Collections.Immutable;
using Unfazed.Core.Reports.Checkstyle;
using Unfazed.Core.Reports.GitHub;
using Unfazed.Core.Reports.GitLab;
using Unfazed.Core.Reports.Html;
using Unfazed.Core.Reports.Junit;
using Unfazed.Core.Reports.Markdown;
using Unfazed.Core.Reports.Sarif;

namespace Unfazed.Core.Reports;

/// <summary>The formats in which a sealed report can be written, each from the one model, as a stream, and equal reports to equal bytes.</summary>
public static class ReportFormats
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Their names, as <c>--format</c> takes them.</summary>
    public static ImmutableArray<string> Names { get; } = ["json", "sarif", "junit", "markdown", "html", "checkstyle", "github", "gitlab"];

    /// <summary>Writes the document.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="report">The report.</param>
    /// <param name="output">Takes the bytes, UTF-8; stays open.</param>
    /// <param name="sourceRoot">The root whose files are quoted in an HTML report, absolute; null to quote none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    /// <exception cref="IOException">The output could not take them.</exception>
    public static void Write(string format, ValidationReport report, Stream output, string? sourceRoot = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        Write(format, report, new ReportContext { Root = sourceRoot }, output);
    }

    /// <summary>Writes the document.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="report">The report.</param>
    /// <param name="context">What there is beside it.</param>
    /// <param name="output">Takes the bytes, UTF-8; stays open.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    /// <exception cref="IOException">The output could not take them.</exception>
    internal static void Write(string format, ValidationReport report, ReportContext context, Stream output)
    {
        // Not disposed: that would close the output, which is somebody else's.
        var buffered = new BufferedStream(output, BufferSize);
        switch (format)
        {
            case "json":
                JsonReport.Write(report, buffered);
                break;
            case "sarif":
                SarifReport.Write(report, buffered);
                break;
            case "junit":
                JunitReport.Write(report, buffered);
                break;
            case "markdown":
                MarkdownReport.Write(report, context, buffered);
                break;
            case "html":
                HtmlReport.Write(report, context, buffered);
                break;
            case "checkstyle":
                CheckstyleReport.Write(report, buffered);
                break;
            case "github":
                GitHubAnnotations.Write(report, buffered);
                break;
            case "gitlab":
                GitLabReport.Write(report, buffered);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, null);
        }

        buffered.Flush();
    }
}
