using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>
/// Holds a child between its birth and its program until it is in its control group, so that all it starts is born there. Its first file
/// actions open files of ours: a named pipe that tells a thread of ours that it is there (fifo(7)); a file that is leased to us, which waits in
/// the kernel until that thread gives the lease back or this process dies (fcntl(2)); and a named pipe that nobody can write to once this
/// process has died, so that the child then ends without having run anything.
/// </summary>
/// <remarks>
/// <c>posix_spawn</c> returns after the exec: another thread must do the moving. The kernel ends a lease after 45 s, whatever happens here.
/// </remarks>
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed unsafe class StartGate
#pragma warning restore CA1001
{
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private const int PathOnly = 0x200000;
    private const uint ForUsAlone = 0x180;
    private const int SetOwner = 8;
    private const int SetLease = 1024;
    private const int WriteLease = 1;
    private const int NoLease = 2;

    private static readonly Lazy<StartGate?> Single = new(Create);

    private readonly Descriptor _bell;
    private readonly Descriptor _bar;
    private readonly Descriptor _leased;
    private readonly Descriptor _life;
    private readonly Descriptor _lifeReader;
    private readonly Mailbox<Admission> _admissions = new();

    private StartGate(Descriptor bell, (Descriptor Path, Descriptor Leased) bar, (Descriptor Path, Descriptor Reader) life)
    {
        (_bell, _bar, _leased, _life, _lifeReader) = (bell, bar.Path, bar.Leased, life.Path, life.Reader);
        new Thread(Admit) { IsBackground = true, Name = "unfazed start gate" }.Start();
    }

    /// <summary>The one of this process; null where the system has not what it needs.</summary>
    public static StartGate? Instance => Single.Value;

    /// <summary>Has the child wait at the gate. To be added before the actions that set standard input and output, whose numbers it uses.</summary>
    /// <param name="actions">A <c>posix_spawn_file_actions_t</c>.</param>
    /// <returns>An <c>errno</c>; 0 when they were added.</returns>
    public int AddTo(void* actions)
    {
        fixed (byte* bell = PathOf(_bell), bar = PathOf(_bar), life = PathOf(_life))
        {
            // The bell stays open while the child waits: a thread that comes late must find it ringing.
            var error = Libc.AddOpen(actions, 1, bell, Libc.NonBlocking, 0);

            // With copies of its own the child would keep up the lease, and the reading end, of a process that has died.
            error = error != 0 ? error : Libc.AddClose(actions, _leased.Number);
            error = error != 0 ? error : Libc.AddClose(actions, _lifeReader.Number);
            error = error != 0 ? error : Libc.AddOpen(actions, 0, bar, 0, 0);
            return error != 0 ? error : Libc.AddOpen(actions, 0, life, WriteOnly | Libc.NonBlocking, 0);
        }
    }

    /// <summary>Shuts the gate for the child that this thread starts next, under <see cref="Spawner.Gate"/>.</summary>
    /// <param name="group">Where the child is put.</param>
    /// <returns>To be completed after the start; null when the gate can't be shut.</returns>
    public Admission? Shut(ControlGroup group)
    {
        if (ProcFile.LinkTarget("/proc/thread-self") is not { } thread || Libc.Control(_leased.Number, SetLease, WriteLease) != 0)
        {
            return null;
        }

        // The bell tells of the child: no signal of the lease need do that.
        _ = Libc.Control(_leased.Number, SetOwner, 0);
        var admission = new Admission(this, group, "/proc/" + thread);
        _admissions.TryPost(admission);
        return admission;
    }

    private static byte[] PathOf(Descriptor descriptor) => PosixText.EncodeTerminated(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor.Number}"));

    private static Descriptor Open(Descriptor descriptor, int flags)
    {
        fixed (byte* path = PathOf(descriptor))
        {
            return Pipe.Above(Libc.Open(path, flags | Libc.CloseOnExec, 0));
        }
    }

    private static StartGate? Create()
    {
        var made = new List<Descriptor>();
        try
        {
            var (bell, life, bar) = (NamedPipe(), NamedPipe(), MemoryFile());
            made.AddRange([bell, life, bar]);
            made.AddRange([Open(life, Libc.NonBlocking), Open(bar, ReadWrite)]);
            if (!made.Exists(static descriptor => descriptor.IsInvalid))
            {
                return new StartGate(bell, (bar, made[^1]), (life, made[^2]));
            }
        }
        catch (Exception e) when (e is OutOfMemoryException or EntryPointNotFoundException)
        {
            // No thread can be started, or the C library is older than these functions.
        }

        made.ForEach(static descriptor => descriptor.Dispose());
        return null;
    }

    /// <summary>A file in memory, to be opened by its descriptor. That one can't be leased: the kernel does not count it as open.</summary>
    private static Descriptor MemoryFile()
    {
        const uint closeOnExec = 1;
        fixed (byte* name = "unfazed start gate\0"u8)
        {
            return Pipe.Above(Libc.CreateMemoryFile(name, closeOnExec));
        }
    }

    /// <summary>A named pipe without a name any more, not open at either end. It is made in memory: a disk that hangs must not hold up a start.</summary>
    private static Descriptor NamedPipe()
    {
        fixed (byte* path = PosixText.EncodeTerminated($"/dev/shm/unfazed-{Guid.NewGuid():N}"))
        {
            if (Libc.MakeNamedPipe(path, ForUsAlone) != 0)
            {
                return new Descriptor(-1);
            }

            var pipe = Pipe.Above(Libc.Open(path, PathOnly | Libc.CloseOnExec, 0));
            _ = Libc.Unlink(path);
            return pipe;
        }
    }

    private void Admit()
    {
        while (_admissions.TryTake(out var admission))
        {
            try
            {
                using var bell = Open(_bell, WriteOnly);
                if (!bell.IsInvalid)
                {
                    admission.Admit();
                }
            }
            finally
            {
                _ = Libc.Control(_leased.Number, SetLease, NoLease);
                admission.Done.Set();
            }
        }
    }

    /// <summary>One child on its way through the gate.</summary>
    internal sealed class Admission(StartGate gate, ControlGroup group, string thread)
    {
        private readonly HashSet<int> _before = [.. ProcessTable.ChildrenOf(thread)];
        private volatile bool _isOver;
        private volatile bool _isInside;

        internal ManualResetEventSlim Done { get; } = new(initialState: false, spinCount: 0);

        /// <summary>Opens the gate again when the start has returned.</summary>
        /// <returns>Whether the child is in its group.</returns>
        public bool Complete()
        {
            _isOver = true;

            // A child that could not be started has not rung.
            using var ring = Open(gate._bell, Libc.NonBlocking);
            if (!ring.IsInvalid)
            {
                Done.Wait();
                Done.Dispose();
            }

            return _isInside;
        }

        internal void Admit()
        {
            if (!_isOver && ProcessTable.ChildrenOf(thread).Where(IsTheChild).FirstOrDefault() is > 0 and var child)
            {
                _isInside = group.Add(child);
            }
        }

        // An orphan may have come to this thread meanwhile: the child alone is still a copy of this program, and leads its session already.
        private bool IsTheChild(int pid) => !_before.Contains(pid) && ProcessTable.Read(pid) is { } entry && entry.Session == pid
            && ProcFile.LinkTarget(ProcFile.PathOf(pid, "exe")) == ProcFile.LinkTarget("/proc/self/exe");
    }
}
