namespace Unfazed.Validators.Secrets;

/// <summary>The checksum in tokens of GitHub and npm: the CRC-32 (ISO 3309) of what stands before, in six digits of base 62.</summary>
internal static class Base62Checksum
{
    private const uint Polynomial = 0xEDB88320;

    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;

    /// <summary>Whether these are the digits of the checksum of this text.</summary>
    public static bool Fits(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits)
    {
        ulong value = 0;
        foreach (var digit in digits)
        {
            value = (value * 62) + (ulong)Digits.IndexOf(digit);
        }

        return value == Crc32(text);
    }

    private static uint Crc32(ReadOnlySpan<byte> text)
    {
        var crc = uint.MaxValue;
        foreach (var value in text)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }
        }

        return ~crc;
    }
}
