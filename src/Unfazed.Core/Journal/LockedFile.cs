namespace Unfazed.Core.Journal;

/// <summary>Files that the system locks for whoever has opened them.</summary>
internal static class LockedFile
{
    // EAGAIN of Linux, EWOULDBLOCK of macOS and ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Whether opening a file failed because another holds it.</summary>
    public static bool IsHeldByAnother(IOException error) => Array.IndexOf(Held, error.HResult) >= 0;
}
