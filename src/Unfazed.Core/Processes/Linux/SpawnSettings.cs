using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>
/// The attributes and file actions of one <c>posix_spawn</c>: a session of its own, every signal at its default (.NET ignores
/// SIGPIPE) and none blocked, standard input from <c>/dev/null</c> unless told, the pipes as output, the working directory.
/// </summary>
internal sealed unsafe class SpawnSettings : IDisposable
{
    // posix_spawnattr_t has 336 bytes in glibc and musl, posix_spawn_file_actions_t 80, sigset_t 128.
    private const int LargestStructure = 512;

    private void* _attributes;
    private void* _actions;

    /// <param name="streams">Its standard streams.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="gate">Where it waits before everything else; null to start at once.</param>
    public SpawnSettings(ChildStreams streams, string directory, StartGate? gate)
    {
        _attributes = NativeMemory.AllocZeroed(LargestStructure);
        _actions = NativeMemory.AllocZeroed(LargestStructure);
        Check(Libc.InitializeAttributes(_attributes));
        Check(Libc.InitializeActions(_actions));
        SetAttributes();
        if (gate is not null)
        {
            Check(gate.AddTo(_actions));
        }

        if (streams.Input is { } input)
        {
            Check(Libc.AddDuplicate(_actions, input, 0));
        }
        else
        {
            fixed (byte* nothing = "/dev/null\0"u8)
            {
                Check(Libc.AddOpen(_actions, 0, nothing, 0, 0));
            }
        }

        Check(Libc.AddDuplicate(_actions, streams.Output, 1));
        Check(Libc.AddDuplicate(_actions, streams.Error, 2));
        fixed (byte* path = PosixText.EncodeTerminated(directory))
        {
            Check(Libc.AddChangeDirectory(_actions, path));
        }
    }

    ~SpawnSettings() => Free();

    public void* Attributes => _attributes;

    public void* Actions => _actions;

    /// <summary>Lets the child keep a descriptor: duplicated onto itself it is not closed by the exec (posix_spawn(3)).</summary>
    public void Keep(int descriptor) => Check(Libc.AddDuplicate(_actions, descriptor, descriptor));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    private void SetAttributes()
    {
        var signals = stackalloc byte[LargestStructure];
        Check(Libc.FillSignals(signals));
        Check(Libc.SetSignalDefaults(_attributes, signals));
        Check(Libc.EmptySignals(signals));
        Check(Libc.SetSignalMask(_attributes, signals));
        Check(Libc.SetFlags(_attributes, Libc.SpawnSetSession | Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask));
    }

    private void Free()
    {
        if (_actions is not null)
        {
            _ = Libc.DestroyActions(_actions);
            _ = Libc.DestroyAttributes(_attributes);
        }

        NativeMemory.Free(_actions);
        NativeMemory.Free(_attributes);
        _actions = _attributes = null;
    }
}

/// <summary>The descriptors that become a child's standard streams.</summary>
/// <param name="Input">Null for <c>/dev/null</c>.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChildStreams(int? Input, int Output, int Error);
