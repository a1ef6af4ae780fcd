using System.Runtime.InteropServices;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Processes;

/// <summary>Reads one stream of a child into its bounded buffer and the log, as far as there is something. Secrets reach neither.</summary>
internal sealed class PipeReader : IDisposable
{
    private readonly Descriptor? _pipe;
    private readonly OutputBuffer _buffer;
    private readonly RedactedStream _redacted;

    /// <summary>Of a stream that somebody else reads where <paramref name="pipe"/> is null: nothing comes.</summary>
    public PipeReader(Descriptor? pipe, OutputBuffer buffer, OutputLog? log, Redactor redactor)
    {
        _pipe = pipe;
        ReachedEnd = pipe is null;
        _buffer = buffer;
        _redacted = redactor.Open(bytes =>
        {
            buffer.Append(bytes);
            log?.Append(bytes);
        });
    }

    public bool ReachedEnd { get; private set; }

    /// <summary>What <c>poll</c> is to watch; -1 when there is nothing more.</summary>
    public int Descriptor => ReachedEnd ? -1 : _pipe!.Number;

    public CapturedOutput Captured => _buffer.Capture(ReachedEnd);

    /// <summary>Reads once. False when nothing is there for now, or nothing will come any more.</summary>
    public unsafe bool Read(Span<byte> scratch)
    {
        if (ReachedEnd)
        {
            return false;
        }

        nint count;
        fixed (byte* target = scratch)
        {
            count = Libc.Read(_pipe!, target, scratch.Length);
        }

        if (count < 0)
        {
            ReachedEnd = Marshal.GetLastPInvokeError() is not (Libc.TryAgain or Libc.Interrupted);
            return false;
        }

        ReachedEnd = count == 0;
        _redacted.Write(scratch[..(int)count]);
        return count > 0;
    }

    public void Dispose()
    {
        _redacted.End();
        _pipe?.Dispose();
    }
}
