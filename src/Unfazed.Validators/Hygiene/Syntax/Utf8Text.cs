using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Questions about UTF-8 text.</summary>
internal static class Utf8Text
{
    /// <summary>The first place that is no UTF-8, or null.</summary>
    public static SyntaxProblem? FirstProblem(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return null;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(text[offset..], out _, out var length) == OperationStatus.Done)
        {
            offset += length;
        }

        var (line, column) = TextColumn.At(text, offset);
        return new SyntaxProblem($"not valid UTF-8: byte 0x{text[offset]:X2}", new TextPlace(line, column));
    }

    /// <summary>Where a line begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">From 0.</param>
    public static int OffsetOfLine(ReadOnlySpan<byte> text, int line)
    {
        var offset = 0;
        for (; line > 0 && text[offset..].IndexOf((byte)'\n') is >= 0 and var length; line--)
        {
            offset += length + 1;
        }

        return offset;
    }
}
