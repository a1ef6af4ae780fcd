using System.Buffers;
using Unfazed.Validators.TextFiles;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// The characters that YAML does not allow (YAML 1.2, 5.1, c-printable). Control characters other than tab, line feed and carriage return
/// are refused everywhere; what a quoted scalar may hold (5.1, nb-json) is refused outside of one alone.
/// </summary>
internal sealed class YamlCharacters
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static code => (char)code).Except("\t\n\r")]);

    private static readonly SearchValues<char> QuotedOnly =
        SearchValues.Create([.. Enumerable.Range(0x7F, 0x21).Select(static code => (char)code).Except("\u0085"), '\uFFFE', '\uFFFF']);

    private readonly List<int> _outside = [];

    private YamlCharacters()
    {
    }

    /// <summary>Those of a text that only a quoted scalar may hold; null where there is none.</summary>
    public static YamlCharacters? QuotedOnlyIn(ReadOnlySpan<char> text)
    {
        YamlCharacters? characters = null;
        for (var start = 0; text[start..].IndexOfAny(QuotedOnly) is >= 0 and var distance;)
        {
            start += distance;
            (characters ??= new YamlCharacters())._outside.Add(start++);
        }

        return characters;
    }

    /// <summary>The first control character of a text, or null.</summary>
    public static SyntaxProblem? FirstControl(string text) => text.AsSpan().IndexOfAny(Controls) is >= 0 and var index ? Problem(text, index) : null;

    /// <summary>
    /// The text with the characters replaced that this parser, after YAML 1.1, takes for line breaks; in YAML 1.2 they are ordinary. Each
    /// gets a character for private use that means nothing to YAML, so that places stay.
    /// </summary>
    public static string WithoutOldLineBreaks(string text) => text.AsSpan().IndexOfAny('\u0085', '\u2028', '\u2029') < 0
        ? text
        : text.Replace('\u0085', '\uE085').Replace('\u2028', '\uE028').Replace('\u2029', '\uE029');

    /// <summary>Takes the next event: what a quoted scalar holds is allowed.</summary>
    public void Next(ParsingEvent current)
    {
        if (current is Scalar { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } quoted)
        {
            _outside.RemoveAll(index => index >= quoted.Start.Index && index < quoted.End.Index);
        }
    }

    /// <summary>The first one that stands in no quoted scalar, or null.</summary>
    public SyntaxProblem? FirstOutside(string text) => _outside.Count > 0 ? Problem(text, _outside[0]) : null;

    private static SyntaxProblem Problem(string text, int index)
    {
        var before = text.AsSpan(0, index);
        var place = new TextPlace(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
        return new SyntaxProblem($"not valid YAML: the character U+{(int)text[index]:X4} is not allowed here", place);
    }
}
