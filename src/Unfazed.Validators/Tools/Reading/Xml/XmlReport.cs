using System.Globalization;
using System.Xml;

namespace Unfazed.Validators.Tools.Reading.Xml;

/// <summary>An XML document that a tool wrote, read node by node: nothing is fetched, nothing is expanded, nothing grows with its length.</summary>
internal static class XmlReport
{
    private const int Deepest = 100;

    /// <summary>Walks over the nodes.</summary>
    /// <param name="report">The document.</param>
    /// <param name="form">What is due: the root's names, and whether a document type is common there.</param>
    /// <param name="take">Is shown each node.</param>
    /// <returns>Why it could not be read to its end, in people's words; null when it could.</returns>
    public static string? Walk(Stream report, XmlForm form, Action<XmlReader> take)
    {
        try
        {
            using var xml = XmlReader.Create(new MarkupStream(report), Settings(form));
            var isRoot = true;
            while (xml.Read())
            {
                if (xml.Depth > Deepest)
                {
                    return "its elements lie too deep in each other";
                }

                if (isRoot && xml.NodeType == XmlNodeType.Element)
                {
                    isRoot = false;
                    if (!form.Roots.Contains(xml.LocalName, StringComparer.Ordinal))
                    {
                        return $"it is no {form.Name}: its root is <{OutputTail.Shorten(xml.LocalName, 60)}>";
                    }
                }

                take(xml);
            }

            return null;
        }
        catch (XmlException problem)
        {
            return Words(problem, form);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    // No document type is ever processed. Where writers commonly name one (Cobertura's), it is passed over.
    private static XmlReaderSettings Settings(XmlForm form) => new()
    {
        DtdProcessing = form.NamesDocumentType ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private static string Words(XmlException problem, XmlForm form)
    {
        var line = problem.LineNumber.ToString(CultureInfo.InvariantCulture);
        return problem.Message switch
        {
            var text when text.StartsWith("Root element is missing", StringComparison.Ordinal) => $"there is nothing where a {form.Name} was due",
            var text when text.Contains("end of file", StringComparison.Ordinal) => $"the {form.Name} breaks off at line {line}",
            var text when text.Contains("DTD is prohibited", StringComparison.Ordinal) => "it declares a document type, which is not read",
            var text when text.StartsWith("Data at the root level", StringComparison.Ordinal) && problem.LineNumber <= 1 => $"it is no {form.Name}, nor XML at all",
            _ => $"the {form.Name} is broken at line {line}",
        };
    }
}

/// <summary>A form of XML report.</summary>
/// <param name="Name">Such as <c>Checkstyle report</c>.</param>
/// <param name="Roots">The names that its root may have.</param>
internal sealed record XmlForm(string Name, params string[] Roots)
{
    /// <summary>Whether its writers commonly begin with a document type.</summary>
    public bool NamesDocumentType { get; init; }
}
