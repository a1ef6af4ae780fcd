using System.Text;
using System.Text.RegularExpressions;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>The declaration at the beginning of an XML document.</summary>
/// <param name="Encoding">The name of the encoding that it declares; null for none.</param>
/// <param name="IsStandalone">Whether it says that nothing outside the file declares anything.</param>
/// <param name="LaterVersion">Where the digits of a version later than 1.0 stand, in bytes; null for 1.0 and for no declaration.</param>
internal sealed partial record XmlDeclaration(string? Encoding, bool IsStandalone, Range? LaterVersion)
{
    private static readonly XmlDeclaration None = new(null, false, null);

    /// <summary>Reads it; what is malformed in it is left to the parser.</summary>
    public static XmlDeclaration Read(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("<?xml"u8) || text.IndexOf("?>"u8) is not (> 0 and var end))
        {
            return None;
        }

        var declaration = System.Text.Encoding.Latin1.GetString(text[..end]);
        var version = Version().Match(declaration).Groups["minor"];
        var encoding = EncodingName().Match(declaration).Groups["name"];
        return new XmlDeclaration(
            encoding.Success ? encoding.Value : null,
            Standalone().IsMatch(declaration),
            version.Success && version.Value != "0" ? version.Index..(version.Index + version.Length) : null);
    }

    /// <summary>The text as a parser of XML 1.0 takes it: a processor reads a later 1.x as 1.0 (XML 1.0, fifth edition, 2.8).</summary>
    /// <param name="text">The document as it was declared.</param>
    public string AsVersionOne(string text) =>
        LaterVersion is { } digits ? string.Concat(text.AsSpan(0, digits.Start.Value), "0", text.AsSpan(digits.End.Value)) : text;

    /// <summary>Whether the declared encoding contradicts the one that the file has.</summary>
    /// <param name="convertedFrom">The encoding that the byte order mark names; null for UTF-8 and for no mark.</param>
    public bool Contradicts(Encoding? convertedFrom) => Encoding is { } declared
        && (convertedFrom is null ? IsWide(declared) : !IsWide(declared));

    // "UTF-16" and its kin take two or four bytes for each character; every other encoding in use writes markup as ASCII.
    private static bool IsWide(string name) =>
        name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) || name.StartsWith("utf-32", StringComparison.OrdinalIgnoreCase)
        || name.Contains("ucs-", StringComparison.OrdinalIgnoreCase) || name.Equals("unicode", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""^<\?xml\s+version\s*=\s*["']1\.(?<minor>[0-9]+)["']""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();

    [GeneratedRegex("""\sencoding\s*=\s*["'](?<name>[A-Za-z][A-Za-z0-9._-]*)["']""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EncodingName();

    [GeneratedRegex("""\sstandalone\s*=\s*["']yes["']""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Standalone();
}
