using System.Buffers;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The lines of an output of any length, one at a time. Lines end with LF, CR or CR LF.</summary>
internal static class OutputLines
{
    /// <summary>The longest line, in characters; what is beyond is left out.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int BufferSize = 16 * 1024;

    private static readonly SearchValues<char> Ends = SearchValues.Create("\r\n");

    /// <summary>The lines of a stream, without their ends and without escape sequences.</summary>
    public static IEnumerable<string> Of(CapturedOutput captured)
    {
        using var text = new StreamReader(captured.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferSize);
        var buffer = new char[BufferSize];
        var line = new StringBuilder();
        var follows = false;
        for (int count; (count = text.Read(buffer)) > 0;)
        {
            for (var at = 0; at < count;)
            {
                var length = buffer.AsSpan(at, count - at).IndexOfAny(Ends);
                var isEnd = length >= 0;
                var piece = buffer.AsSpan(at, isEnd ? length : count - at);
                at += piece.Length + (isEnd ? 1 : 0);
                if (isEnd && follows && piece.IsEmpty && buffer[at - 1] == '\n')
                {
                    // The LF of CR LF.
                    follows = false;
                    continue;
                }

                line.Append(piece[..Math.Min(piece.Length, MaxLength - line.Length)]);
                follows = isEnd && buffer[at - 1] == '\r';
                if (isEnd)
                {
                    yield return EscapeSequences.Strip(line.ToString());
                    line.Clear();
                }
            }
        }

        if (line.Length > 0)
        {
            yield return EscapeSequences.Strip(line.ToString());
        }
    }
}
