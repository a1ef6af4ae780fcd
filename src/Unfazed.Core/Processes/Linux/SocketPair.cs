using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>
/// Two connected sockets: ours, read and written without a blocked thread, and the child's, which is both its standard input and its
/// standard output, as Node gives to its children.
/// </summary>
internal sealed class SocketPair(Descriptor ourEnd, Descriptor childEnd) : IDisposable
{
    private const int UnixDomain = 1;
    private const int ByteStream = 1;

    public Descriptor ChildEnd => childEnd;

    /// <exception cref="Win32Exception">No file descriptor is left.</exception>
    public static unsafe SocketPair Open()
    {
        var ends = stackalloc int[2];
        if (Libc.SocketPair(UnixDomain, ByteStream | Libc.CloseOnExec, 0, ends) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        var ours = Pipe.Above(ends[0]);
        var childs = Pipe.Above(ends[1]);
        if (ours.IsInvalid || childs.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            ours.Dispose();
            childs.Dispose();
            throw new Win32Exception(error);
        }

        return new SocketPair(ours, childs);
    }

    /// <summary>Our end, which the caller closes from now on.</summary>
    public Socket TakeOurEnd()
    {
        var socket = new Socket(new SafeSocketHandle(ourEnd.DangerousGetHandle(), ownsHandle: true));
        ourEnd.SetHandleAsInvalid();
        return socket;
    }

    public void Dispose()
    {
        ourEnd.Dispose();
        childEnd.Dispose();
    }
}
