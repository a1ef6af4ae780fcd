using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>A NULL-terminated array of C strings in one block of native memory, as <c>execve</c> takes it.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte** _block;

    public NativeStrings(IReadOnlyCollection<byte[]> strings)
    {
        var pointers = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        var size = pointers;
        foreach (var text in strings)
        {
            size += (nuint)text.Length + 1;
        }

        _block = (byte**)NativeMemory.AllocZeroed(size);
        var next = (byte*)_block + pointers;
        var index = 0;
        foreach (var text in strings)
        {
            text.CopyTo(new Span<byte>(next, text.Length));
            _block[index++] = next;
            next += text.Length + 1;
        }
    }

    ~NativeStrings() => Free();

    public byte** Pointer => _block;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
