using System.Text;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>A whole data file, ready to be parsed.</summary>
/// <param name="path">Relative to the root, with <c>/</c>.</param>
/// <param name="language">Its language.</param>
/// <param name="text">Its content without a byte order mark, as UTF-8 where the mark named another encoding.</param>
/// <param name="convertedFrom">The encoding that the mark named; null for UTF-8 and for no mark.</param>
internal readonly ref struct DataFile(string path, FileLanguage language, ReadOnlySpan<byte> text, Encoding? convertedFrom)
{
    public string Path { get; } = path;

    public FileLanguage Language { get; } = language;

    public ReadOnlySpan<byte> Text { get; } = text;

    public Encoding? ConvertedFrom { get; } = convertedFrom;
}
