using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Unfazed.Validators.TextFiles;

/// <summary>How certain it is that a file is text.</summary>
internal enum TextCertainty
{
    /// <summary>It holds bytes that no text has.</summary>
    Binary,

    /// <summary>It may be text in an encoding that nobody named, such as Latin-1.</summary>
    OtherEncoding,

    /// <summary>It is UTF-8 throughout.</summary>
    Text,
}

/// <summary>Decides from the whole content of a file, block after block, whether it is text.</summary>
internal sealed class TextProbe
{
    // Tab, LF, CR and form feed lay text out; terminals' recordings hold BEL, BS and ESC. The others are what git and file(1) take for signs of binary content.
    private static readonly SearchValues<byte> Binary = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(static value => value is not (7 or 8 or '\t' or '\n' or '\f' or '\r' or 27)).Select(static value => (byte)value), 0x7F]);

    private readonly byte[] _cut = new byte[4];
    private int _cutLength;
    private bool _isBinary;
    private bool _isOther;

    /// <summary>What the blocks so far say; the last of them must not end within a character.</summary>
    public TextCertainty Certainty => _isBinary ? TextCertainty.Binary : _isOther || _cutLength > 0 ? TextCertainty.OtherEncoding : TextCertainty.Text;

    /// <summary>What a whole content says.</summary>
    public static TextCertainty Of(ReadOnlySpan<byte> content)
    {
        var probe = new TextProbe();
        probe.Next(content);
        return probe.Certainty;
    }

    /// <summary>Takes the next block in.</summary>
    public void Next(ReadOnlySpan<byte> block)
    {
        _isBinary = _isBinary || block.ContainsAny(Binary);
        if (_isBinary || _isOther)
        {
            return;
        }

        // A block may end within a character, which the next one completes.
        while (_cutLength > 0 && !block.IsEmpty)
        {
            _cut[_cutLength++] = block[0];
            block = block[1..];
            if (Rune.DecodeFromUtf8(_cut.AsSpan(0, _cutLength), out _, out _) is not OperationStatus.NeedMoreData and var status)
            {
                _isOther = status != OperationStatus.Done;
                _cutLength = 0;
            }
        }

        var whole = block.Length - CutAtEnd(block);
        _isOther |= !Utf8.IsValid(block[..whole]);
        block[whole..].CopyTo(_cut.AsSpan(_cutLength));
        _cutLength += block.Length - whole;
    }

    private static int CutAtEnd(ReadOnlySpan<byte> block)
    {
        for (var length = 1; length <= Math.Min(3, block.Length); length++)
        {
            if (block[^length] >= 0xC0)
            {
                return Rune.DecodeFromUtf8(block[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
            }
        }

        return 0;
    }
}
