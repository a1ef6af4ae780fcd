using System.Runtime.InteropServices;
using Unfazed.Core;

namespace Unfazed.Cli.Exit;

/// <summary>
/// A standard stream that is written to for a limited time: a reader that does not read gets what fits, and the rest is dropped. It has no
/// lock and no buffer, so that a thread that hangs in the same stream does not matter.
/// </summary>
/// <param name="descriptor">1 for standard output, 2 for standard error.</param>
/// <param name="limit">How long all writes together may take.</param>
internal sealed partial class BoundedOutput(int descriptor, TimeSpan limit) : OutputStream
{
    // POLLOUT promises room for this much in a pipe (PIPE_BUF of Linux).
    private const int Chunk = 4096;
    private const short Writable = 4; // POLLOUT
    private const int Interrupted = 4; // EINTR
    private const int Again = 11; // EAGAIN

    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>Whether something was dropped because nobody read it. A reader that went away is no such case.</summary>
    public bool HasDropped { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty && !HasDropped)
        {
            if (!WaitForRoom())
            {
                HasDropped = true;
                return;
            }

            var written = Write(descriptor, in buffer[0], Math.Min(buffer.Length, Chunk));
            if (written < 0)
            {
                if (Marshal.GetLastPInvokeError() is Interrupted or Again)
                {
                    continue;
                }

                // Nobody is there any more, or there is no such stream: nothing can be said about it.
                return;
            }

            buffer = buffer[(int)written..];
        }
    }

    public override void Flush()
    {
        // Nothing is kept.
    }

    private bool WaitForRoom()
    {
        while (true)
        {
            var entry = new PollEntry { Descriptor = descriptor, Events = Writable };
            var left = limit - TimeProvider.System.GetElapsedTime(_started);
            var ready = Poll(ref entry, 1, Math.Max(0, (int)left.TotalMilliseconds));
            if (ready >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                // An error of the stream itself is the next write's to say.
                return ready != 0;
            }

            // A signal says nothing about room, and a child that ends sends one: to write now could block.
            if (left <= TimeSpan.Zero)
            {
                return false;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, in byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    // struct pollfd
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Result;
    }
}
