using System.Text;

namespace Unfazed.Validators.TextFiles;

/// <summary>
/// A stretch of a text file, UTF-8 as a rule; most files are one block. A block ends behind a line feed, or in the middle of a line that is longer than a block.
/// </summary>
/// <param name="window">The stretch, and behind it what was read ahead.</param>
/// <param name="length">Bytes of the window that belong to this block.</param>
internal readonly ref struct TextBlock(ReadOnlySpan<byte> window, int length)
{
    /// <summary>The block and what was read ahead: a marker that begins in the block can be seen whole.</summary>
    public ReadOnlySpan<byte> Window { get; } = window;

    /// <summary>The block alone.</summary>
    public ReadOnlySpan<byte> Content => Window[..Length];

    /// <summary>Bytes of the block.</summary>
    public int Length { get; } = length;

    /// <summary>Whether the file begins here.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether the mark of UTF-8 stood before it.</summary>
    public bool HasMark { get; init; }

    /// <summary>The encoding that the content was converted from, as the file's byte order mark names it; null for UTF-8 and for what has no mark.</summary>
    public Encoding? ConvertedFrom { get; init; }

    /// <summary>Whether the file ends here.</summary>
    public bool IsLast { get; init; }

    /// <summary>Whether this is the file.</summary>
    public bool IsWhole => IsFirst && IsLast;
}
