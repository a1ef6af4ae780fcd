using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>A pipe: we read without blocking, the child writes.</summary>
internal sealed class Pipe(Descriptor readEnd, Descriptor writeEnd) : IDisposable
{
    private const int SetStatusFlags = 4;
    private const int DuplicateCloseOnExec = 1030;

    private bool _isTaken;

    /// <exception cref="Win32Exception">No file descriptor is left.</exception>
    public static unsafe Pipe Open()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        var read = Above(ends[0]);
        var write = Above(ends[1]);
        if (read.IsInvalid || write.IsInvalid || Libc.Control(read.Number, SetStatusFlags, Libc.NonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            read.Dispose();
            write.Dispose();
            throw new Win32Exception(error);
        }

        return new Pipe(read, write);
    }

    public Descriptor WriteEnd => writeEnd;

    /// <summary>Our end, which the caller closes from now on.</summary>
    public Descriptor TakeReadEnd()
    {
        _isTaken = true;
        return readEnd;
    }

    public void Dispose()
    {
        writeEnd.Dispose();
        if (!_isTaken)
        {
            readEnd.Dispose();
        }
    }

    /// <summary>The same, under a number above 2: where our own standard streams are closed a pipe takes theirs, and the child's dup2 calls would overwrite each other.</summary>
    internal static Descriptor Above(int number)
    {
        var descriptor = new Descriptor(number);
        if (number > 2)
        {
            return descriptor;
        }

        using (descriptor)
        {
            return new Descriptor(Libc.Control(number, DuplicateCloseOnExec, 3));
        }
    }
}
