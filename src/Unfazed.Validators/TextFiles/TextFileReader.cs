using Microsoft.Win32.SafeHandles;

namespace Unfazed.Validators.TextFiles;

/// <summary>Reads files one after the other into one buffer and shows each to its examinations. For one thread.</summary>
internal sealed class TextFileReader
{
    /// <summary>Files up to this size are read whole; longer ones in blocks, and nothing that needs all of a file at once is done with them.</summary>
    public const int WholeFileLimit = 16 * 1024 * 1024;

    /// <summary>Bytes that a block can see beyond its end: as many as the body of a private key may have.</summary>
    public const int LookAhead = 16 * 1024;

    private const int BlockSize = 1024 * 1024;
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>Shows a file to examinations; false when it is no text, and then they saw nothing.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read it.</exception>
    public bool Read(string fullPath, ReadOnlySpan<ITextExamination> examinations)
    {
        using var file = File.OpenHandle(fullPath, share: FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        return length <= WholeFileLimit ? ReadWhole(file, (int)length, examinations) : ReadBlocks(file, examinations);
    }

    private bool ReadWhole(SafeFileHandle file, int expected, ReadOnlySpan<ITextExamination> examinations)
    {
        Reserve(expected);
        return Read(_buffer.AsSpan(0, Fill(file, 0, _buffer.AsSpan(0, expected))), examinations);
    }

    /// <summary>Shows a content to examinations, as one block; false when it is no text, and then they saw nothing.</summary>
    public static bool Read(ReadOnlySpan<byte> content, ReadOnlySpan<ITextExamination> examinations)
    {
        var encoding = TextEncoding.Announced(content);
        if (encoding is null && !TextEncoding.IsText(content))
        {
            return false;
        }

        var text = encoding is null ? TextEncoding.WithoutMark(content) : TextEncoding.ToUtf8(content, encoding);
        Show(new TextBlock(text, text.Length) { IsFirst = true, IsLast = true, HasMark = encoding is null && text.Length < content.Length, ConvertedFrom = encoding }, examinations);
        return true;
    }

    private bool ReadBlocks(SafeFileHandle file, ReadOnlySpan<ITextExamination> examinations)
    {
        Reserve(BlockSize);
        long position = 0;
        for (var held = 0; ;)
        {
            var room = _buffer.AsSpan(held, BlockSize - held);
            var read = Fill(file, position + held, room);
            var window = _buffer.AsSpan(0, held + read);
            if (position == 0 && (TextEncoding.Announced(window) is not null || !TextEncoding.IsText(window)))
            {
                return false;
            }

            var isLast = read < room.Length;
            var length = isLast ? window.Length : EndOfBlock(window);
            var mark = position == 0 ? window.Length - TextEncoding.WithoutMark(window).Length : 0;
            Show(new TextBlock(window[mark..], length - mark) { IsFirst = position == 0, IsLast = isLast, HasMark = mark > 0 }, examinations);
            if (isLast)
            {
                return true;
            }

            held = window.Length - length;
            window[length..].CopyTo(_buffer);
            position += length;
        }
    }

    private static int EndOfBlock(ReadOnlySpan<byte> window)
    {
        var cut = window.Length - LookAhead;
        var line = window[..cut].LastIndexOf((byte)'\n') + 1;
        if (line > 0)
        {
            return line;
        }

        // Never between CR and LF.
        return window[cut - 1] == '\r' ? cut - 1 : cut;
    }

    private static void Show(TextBlock block, ReadOnlySpan<ITextExamination> examinations)
    {
        foreach (var examination in examinations)
        {
            examination.Next(block);
        }
    }

    private static int Fill(SafeFileHandle file, long position, Span<byte> room)
    {
        var filled = 0;
        while (filled < room.Length && RandomAccess.Read(file, room[filled..], position + filled) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }

    private void Reserve(int length)
    {
        if (_buffer.Length < length)
        {
            _buffer = new byte[Math.Max(length, Math.Min(_buffer.Length * 2, WholeFileLimit))];
        }
    }
}
