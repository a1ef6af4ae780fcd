using System.Text;
using System.Xml;

namespace Unfazed.Core.Reports.Xml;

/// <summary>XML documents (1.0) of texts that others wrote.</summary>
internal static class SafeXml
{
    /// <summary>Opens a document.</summary>
    /// <param name="output">Takes the bytes; stays open.</param>
    public static XmlWriter Open(Stream output) => XmlWriter.Create(output, new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        CloseOutput = false,
    });

    /// <summary>
    /// Text that may stand in a document: control characters as their pictures, halves of surrogate pairs as <c>\u{…}</c>, and the two
    /// characters that XML 1.0 forbids beyond those (§2.2) as U+FFFD.
    /// </summary>
    public static string Clean(string text) => TerminalText.Clean(text).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');

    public static void Attribute(this XmlWriter xml, string name, string value)
    {
        xml.WriteStartAttribute(name);
        xml.Text(value);
        xml.WriteEndAttribute();
    }

    /// <summary>Writes text, cleaned. Of two colons or number signs the first is a reference: where a server that runs builds reads this, they begin a command.</summary>
    public static void Text(this XmlWriter xml, string text)
    {
        var clean = Clean(text);
        var told = 0;
        for (var at = 0; at + 1 < clean.Length; at++)
        {
            if (clean[at] is ':' or '#' && clean[at + 1] == clean[at])
            {
                xml.WriteString(clean[told..at]);
                xml.WriteCharEntity(clean[at]);
                told = at + 1;
            }
        }

        xml.WriteString(clean[told..]);
    }

    public static void Attribute(this XmlWriter xml, string name, long value)
    {
        xml.WriteStartAttribute(name);
        xml.WriteValue(value);
        xml.WriteEndAttribute();
    }
}
