using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Unfazed.Core.Orchestration;

/// <summary>The lines of one file as fingerprints use them: trimmed, each made once, and a long one as its digest.</summary>
/// <param name="lines">The lines of the file.</param>
internal sealed class LineTexts(string[] lines)
{
    // Minified code has thousands of findings in one line of a megabyte. No line that a person wrote is this long.
    private const int MaxLength = 4096;

    private readonly Dictionary<int, string> _texts = [];

    /// <summary>Returns what stands for a line; null where the file has no such line.</summary>
    /// <param name="number">From 1; null for none.</param>
    public string? Of(int? number)
    {
        if (number is not { } line || line < 1 || line > lines.Length)
        {
            return null;
        }

        if (!_texts.TryGetValue(line, out var text))
        {
            text = lines[line - 1].Trim();
            _texts[line] = text = text.Length <= MaxLength ? text : Digest(text);
        }

        return text;
    }

    // Of the characters as they are: a copy in UTF-8 would be as long as the line again.
    private static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
}
