namespace Unfazed.Core.Journal;

/// <summary>The lines of a journal, one at a time. A line that is too long is passed over without being held.</summary>
internal static class JournalLines
{
    /// <summary>The longest line in bytes: a check with several hundred thousand findings.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private const int ReadSize = 64 * 1024;

    /// <summary>Reads the lines without their ends. A line is valid until the next one is asked for.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="maxLength">The longest line in bytes; a longer one is left out.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream journal, int maxLength = MaxLength)
    {
        var buffer = new byte[ReadSize];
        var (start, end, isTooLong) = (0, 0, false);
        while (true)
        {
            var scanned = end - start;
            if (end == buffer.Length)
            {
                (buffer, start, end) = (WithRoom(buffer, start, end), 0, end - start);
            }

            var read = journal.Read(buffer, end, buffer.Length - end);
            end += read;
            for (int length; (length = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n')) >= 0; scanned = 0)
            {
                var line = buffer.AsMemory(start, scanned + length);
                start += line.Length + 1;
                if (!isTooLong && line.Length <= maxLength)
                {
                    yield return line;
                }

                isTooLong = false;
            }

            if (end - start > maxLength)
            {
                (start, end, isTooLong) = (0, 0, true);
            }

            if (read == 0)
            {
                break;
            }
        }

        if (end > start && !isTooLong)
        {
            yield return buffer.AsMemory(start, end - start);
        }
    }

    private static byte[] WithRoom(byte[] buffer, int start, int end)
    {
        var target = end - start > buffer.Length / 2 ? new byte[checked(buffer.Length * 2)] : buffer;
        Buffer.BlockCopy(buffer, start, target, 0, end - start);
        return target;
    }
}
