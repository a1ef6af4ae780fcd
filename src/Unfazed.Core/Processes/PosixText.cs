using System.Buffers;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>
/// Names and arguments as the kernel has them: bytes. A byte that is no part of valid UTF-8 is carried in a string as a lone
/// surrogate U+DC80 to U+DCFF, as PEP 383 describes, so that every name survives the way in and out.
/// </summary>
internal static class PosixText
{
    private const int EscapeBase = 0xDC00;

    /// <summary>The string for these bytes; <see cref="Encode"/> gives the same bytes again.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                foreach (var stray in bytes[..consumed])
                {
                    text.Append((char)(EscapeBase + stray));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a string as <see cref="Encode"/> gives them, with a NUL at the end.</summary>
    public static byte[] EncodeTerminated(ReadOnlySpan<char> text) => [.. Encode(text), 0];

    /// <summary>The bytes of a string: UTF-8, with the escaped ones as they were; any other lone surrogate becomes U+FFFD.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 1);
        while (!text.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf16(text, out var rune, out var consumed) == OperationStatus.Done;
            if (!valid && text[0] is >= '\uDC80' and <= '\uDCFF')
            {
                bytes.GetSpan(1)[0] = (byte)(text[0] - EscapeBase);
                bytes.Advance(1);
            }
            else
            {
                bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
            }

            text = text[consumed..];
        }

        return bytes.WrittenSpan.ToArray();
    }
}
