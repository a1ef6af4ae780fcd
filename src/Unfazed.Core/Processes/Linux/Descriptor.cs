using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Processes;

/// <summary>A file descriptor of ours, closed once.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor()
        : base(ownsHandle: true)
    {
    }

    public Descriptor(int number)
        : base(ownsHandle: true) => SetHandle(number);

    /// <summary>Its number, or -1 when it is closed.</summary>
    public int Number => IsClosed ? -1 : (int)handle;

    protected override bool ReleaseHandle() => Libc.Close(handle) == 0;
}
