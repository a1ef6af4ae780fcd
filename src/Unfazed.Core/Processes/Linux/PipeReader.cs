using System.Runtime.InteropServices;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Processes;

/// <summary>Reads one stream of a child into what is kept of it and the log, as far as there is something. Secrets reach neither.</summary>
internal sealed class PipeReader : IDisposable
{
    private readonly Descriptor? _pipe;
    private readonly KeptOutput _kept;
    private readonly RedactedStream _redacted;

    /// <summary>Of a stream that somebody else reads where <paramref name="pipe"/> is null: nothing comes.</summary>
    public PipeReader(Descriptor? pipe, KeptOutput kept, OutputLog? log, Redactor redactor)
    {
        _pipe = pipe;
        ReachedEnd = pipe is null;
        _kept = kept;
        _redacted = redactor.Open(bytes =>
        {
            kept.Append(bytes);
            log?.Append(bytes);
        });
    }

    public bool ReachedEnd { get; private set; }

    /// <summary>Whether what was read waits for a disk, so that the child had better wait as well.</summary>
    public bool IsFull => _kept.IsFull;

    /// <summary>What <c>poll</c> is to watch; -1 when there is nothing more.</summary>
    public int Descriptor => ReachedEnd ? -1 : _pipe!.Number;

    public CapturedOutput Captured => _kept.Capture(ReachedEnd);

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

    /// <summary>Waits until the file that has all of it is written, if there is one.</summary>
    public Task WaitAsync(bool wasStopped) => _kept.WaitAsync(wasStopped);

    public void Dispose()
    {
        _redacted.End();
        _kept.Close();
        _pipe?.Dispose();
    }
}
