using System.Text;
using Unfazed.Cli.Commands;

namespace Unfazed.Cli.Hooks;

/// <summary>What a caller says on standard input: bounded in size and in time, whoever writes it.</summary>
/// <param name="Bytes">The first of it, up to the limit.</param>
/// <param name="IsWhole">Whether that is all.</param>
internal sealed record HookInput(ReadOnlyMemory<byte> Bytes, bool IsWhole)
{
    private const int FirstSize = 64 * 1024;
    private const long MostDrained = 256L * 1024 * 1024;

    /// <summary>As text, in the encoding that its byte order mark names, by default UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>As UTF-8 without a mark, in whatever encoding its mark says that it is.</summary>
    public ReadOnlyMemory<byte> Utf8 => Bytes.Span switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Bytes[3..],
        [0xFF, 0xFE, 0x00, 0x00, ..] => Recoded(Encoding.UTF32, 4),
        [0x00, 0x00, 0xFE, 0xFF, ..] => Recoded(new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => Recoded(Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => Recoded(Encoding.BigEndianUnicode, 2),
        _ => Bytes,
    };

    private byte[] Recoded(Encoding encoding, int mark) => Encoding.UTF8.GetBytes(encoding.GetString(Bytes.Span[mark..]));

    /// <summary>Reads it. A terminal says nothing. What is beyond the limit is taken and dropped, so that the writer meets no closed pipe.</summary>
    public static async Task<HookInput> ReadAsync(Host host, int limit, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (host.Terminal.IsInputTerminal)
        {
            return new HookInput(default, IsWhole: true);
        }

        var taken = new TakenInput(limit);

        // On a thread of its own: no token ends the read of a pipe whose writer is silent.
        var reading = Task.Factory.StartNew(() => taken.Read(Terminal.OpenInput()), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await reading.WaitAsync(patience, host.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is TimeoutException or IOException or UnauthorizedAccessException)
        {
            // What came until now is what there is.
        }

        return taken.Take();
    }

    /// <summary>What was read so far, for the thread that reads and the one that waits.</summary>
    private sealed class TakenInput(int limit)
    {
        private readonly Lock _gate = new();
        private byte[] _bytes = new byte[Math.Min(FirstSize, limit)];
        private int _length;
        private bool _isWhole;

        public void Read(Stream input)
        {
            var scratch = new byte[FirstSize];
            long total = 0;
            for (int count; total < MostDrained && (count = input.Read(scratch)) > 0; total += count)
            {
                Add(scratch.AsSpan(0, count));
            }

            lock (_gate)
            {
                _isWhole = total == _length;
            }
        }

        public HookInput Take()
        {
            lock (_gate)
            {
                return new HookInput(_bytes.AsMemory(0, _length), _isWhole);
            }
        }

        private void Add(ReadOnlySpan<byte> more)
        {
            lock (_gate)
            {
                var kept = more[..Math.Min(more.Length, limit - _length)];
                if (_length + kept.Length > _bytes.Length)
                {
                    Array.Resize(ref _bytes, (int)Math.Min(limit, Math.Max(_length + (long)kept.Length, 2L * _bytes.Length)));
                }

                kept.CopyTo(_bytes.AsSpan(_length));
                _length += kept.Length;
            }
        }
    }
}
