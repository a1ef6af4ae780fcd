using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>Reads one stream of a child into its bounded buffer and the log, as far as there is something.</summary>
internal sealed class PipeReader(Descriptor pipe, OutputBuffer buffer) : IDisposable
{
    public bool ReachedEnd { get; private set; }

    /// <summary>What <c>poll</c> is to watch; -1 when there is nothing more.</summary>
    public int Descriptor => ReachedEnd ? -1 : pipe.Number;

    public CapturedOutput Captured => buffer.Capture(ReachedEnd);

    /// <summary>Reads once. False when nothing is there for now, or nothing will come any more.</summary>
    public unsafe bool Read(Span<byte> scratch, OutputLog? log)
    {
        if (ReachedEnd)
        {
            return false;
        }

        nint count;
        fixed (byte* target = scratch)
        {
            count = Libc.Read(pipe, target, scratch.Length);
        }

        if (count < 0)
        {
            ReachedEnd = Marshal.GetLastPInvokeError() is not (Libc.TryAgain or Libc.Interrupted);
            return false;
        }

        ReachedEnd = count == 0;
        buffer.Append(scratch[..(int)count]);
        log?.Append(scratch[..(int)count]);
        return count > 0;
    }

    public void Dispose() => pipe.Dispose();
}
