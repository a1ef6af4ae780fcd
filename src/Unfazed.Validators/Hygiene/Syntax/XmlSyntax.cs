using System.Globalization;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using Unfazed.Validators.TextFiles;
using Unfazed.Validators.Xml;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// Parses XML 1.0 for well-formedness. Nothing outside the file is read; the DTD is passed over and entities are not expanded,
/// so none can grow and one that may be declared elsewhere is no problem.
/// </summary>
internal static class XmlSyntax
{
    private const int MaxDepth = 1024;
    private const int MaxAttributes = 500_000;

    /// <summary>What is wrong with a text, or null.</summary>
    /// <param name="text">The file without a byte order mark, as UTF-8 where the mark named another encoding.</param>
    /// <param name="convertedFrom">The encoding that the mark named; null for UTF-8 and for no mark.</param>
    public static SyntaxProblem? Check(ReadOnlySpan<byte> text, Encoding? convertedFrom)
    {
        var declaration = XmlDeclaration.Read(text);
        if (declaration.Contradicts(convertedFrom))
        {
            return new SyntaxProblem("not valid XML: its encoding is not the one that it declares", new TextPlace(1, 1));
        }

        var isUtf8 = Utf8.IsValid(text);
        if (!isUtf8 && (declaration.Encoding ?? "utf-8").Contains("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8Text.FirstProblem(text);
        }

        if (new XmlTagCounter().Exceeds(text, MaxAttributes))
        {
            return SyntaxProblem.NotChecked($"an element has more than {MaxAttributes.ToString("N0", CultureInfo.InvariantCulture)} attributes");
        }

        // Where another encoding is declared the bytes stand for themselves: in every one that is in use, markup is ASCII. The reader is given all
        // of the text at once: with each piece that it takes it passes over every attribute of the element it is in.
        var document = declaration.AsVersionOne((isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(text));
        using var reader = new XmlTextReader(document, XmlNodeType.Document, context: null)
        {
            DtdProcessing = DtdProcessing.Ignore,
            EntityHandling = EntityHandling.ExpandCharEntities,
            Namespaces = false,
            XmlResolver = null,
        };
        try
        {
            return ReadAll(reader) ?? XmlReferences.FirstProblem(text, declaration.IsStandalone);
        }
        catch (XmlException problem)
        {
            return new SyntaxProblem($"not valid XML: {Reason(problem)}", new TextPlace(Math.Max(1, problem.LineNumber), Math.Max(1, problem.LinePosition)));
        }
    }

    private static SyntaxProblem? ReadAll(XmlTextReader reader)
    {
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                return SyntaxProblem.NotChecked($"nested more than {MaxDepth} deep", new TextPlace(reader.LineNumber, reader.LinePosition));
            }
        }

        return null;
    }

    private static string Reason(XmlException problem)
    {
        var position = problem.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        var message = position < 0 ? problem.Message : problem.Message[..position];

        // It lists the names of open elements.
        return message.Contains("not closed: ", StringComparison.Ordinal) ? "an element is not closed" : SyntaxProblem.Unquoted(message);
    }
}
