using System.Text;
using System.Text.Unicode;
using System.Xml;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// Parses XML 1.0 for well-formedness. Nothing outside the file is read; the DTD is passed over and entities are not expanded,
/// so none can grow and one that is declared elsewhere is no problem.
/// </summary>
internal static class XmlSyntax
{
    private const int MaxDepth = 1024;

    /// <summary>What is wrong with a text, or null.</summary>
    /// <param name="text">The file without UTF-8's mark.</param>
    public static SyntaxProblem? Check(ReadOnlySpan<byte> text)
    {
        var isUtf8 = Utf8.IsValid(text);
        if (!isUtf8 && !DeclaresEncoding(text))
        {
            return Utf8Text.FirstProblem(text);
        }

        // Where another encoding is declared the bytes stand for themselves: in every one that is in use, markup is ASCII.
        using var reader = new XmlTextReader(new StringReader((isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(text)))
        {
            DtdProcessing = DtdProcessing.Ignore,
            EntityHandling = EntityHandling.ExpandCharEntities,
            Namespaces = false,
            XmlResolver = null,
        };
        try
        {
            return ReadAll(reader);
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

    private static bool DeclaresEncoding(ReadOnlySpan<byte> text)
    {
        var declaration = text[..Math.Max(0, text.IndexOf("?>"u8))];
        return declaration.StartsWith("<?xml"u8) && declaration.IndexOf("encoding"u8) >= 0
            && !Encoding.Latin1.GetString(declaration).Contains("utf-8", StringComparison.OrdinalIgnoreCase);
    }

    private static string Reason(XmlException problem)
    {
        var position = problem.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        var message = position < 0 ? problem.Message : problem.Message[..position];

        // It lists the names of open elements.
        return message.Contains("not closed: ", StringComparison.Ordinal) ? "an element is not closed" : SyntaxProblem.Unquoted(message);
    }
}
