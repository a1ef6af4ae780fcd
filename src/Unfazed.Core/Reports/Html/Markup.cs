using System.Globalization;
using System.Runtime.CompilerServices;

namespace Unfazed.Core.Reports.Html;

/// <summary>Writes HTML. What stands in the holes of a template is text and is escaped; only the template itself is markup.</summary>
internal sealed class Markup(TextWriter output)
{
    /// <summary>Writes a template with its holes.</summary>
#pragma warning disable CA1822 // The compiler hands this instance to the template.
    public void Write([InterpolatedStringHandlerArgument("")] MarkupTemplate template) => template.End();
#pragma warning restore CA1822

    /// <summary>Writes markup of our own, as it is.</summary>
    public void Raw(string markup) => output.Write(markup);

    /// <summary>Writes text: cleaned of what would move, hide or reorder it, and escaped for element and attribute alike.</summary>
    public void Text(string? text)
    {
        var clean = TerminalText.Clean(text ?? "");
        for (var at = 0; at < clean.Length; at++)
        {
            var letter = clean[at];
            switch (letter)
            {
                // Two of them begin a command where a server that runs builds reads this.
                case ':' or '#' when at + 1 < clean.Length && clean[at + 1] == letter:
                    output.Write(letter == ':' ? "&#58;" : "&#35;");
                    break;
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\'':
                    output.Write("&#39;");
                    break;

                // Noncharacters, which no document may hold.
                case '\uFFFE' or '\uFFFF':
                    output.Write('\uFFFD');
                    break;
                default:
                    output.Write(letter);
                    break;
            }
        }
    }
}

/// <summary>A template with holes, on its way into a document.</summary>
/// <param name="literalLength">Set by the compiler.</param>
/// <param name="formattedCount">Set by the compiler.</param>
/// <param name="markup">The document.</param>
[InterpolatedStringHandler]
#pragma warning disable CS9113 // The compiler passes both lengths to every handler.
internal readonly ref struct MarkupTemplate(int literalLength, int formattedCount, Markup markup)
#pragma warning restore CS9113
{
    public void AppendLiteral(string literal) => markup.Raw(literal);

    public void AppendFormatted(string? text) => markup.Text(text);

    public void AppendFormatted(int number) => markup.Raw(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number with thousands set apart.</summary>
    public void AppendFormatted(int number, string format) => markup.Raw(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Nothing is left to do: the parts were written as they came.</summary>
    public void End() => _ = markup;
}
