using System.Text;

namespace Unfazed.Validators.TextFiles;

/// <summary>Columns as editors count them: UTF-16 code units, from 1.</summary>
internal static class TextColumn
{
    /// <summary>The column behind these bytes of a line. A byte that is no UTF-8 counts as one.</summary>
    public static int After(ReadOnlySpan<byte> beginningOfLine) => 1 + Encoding.UTF8.GetCharCount(beginningOfLine);

    /// <summary>Line and column of an offset, both from 1.</summary>
    public static (int Line, int Column) At(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Clamp(offset, 0, text.Length)];
        return (1 + before.Count((byte)'\n'), After(before[(before.LastIndexOf((byte)'\n') + 1)..]));
    }
}
