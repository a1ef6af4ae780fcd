using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>
/// The one thread that reads all pipes, sees all ends and keeps all time limits of children: neither a starved thread pool nor
/// a clock that a test holds still can delay it, and 64 children need no more than it.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed class ProcessReactor
#pragma warning restore CA1001
{
    private const int ReadSize = 64 * 1024;
    private const int WatchedPerChild = 3;

    private static readonly Lazy<ProcessReactor> Single = new(static () => new ProcessReactor());

    private readonly ConcurrentQueue<RunningChild> _arrivals = new();
    private readonly List<RunningChild> _children = [];
    private readonly Descriptor _wakeup;
    private readonly byte[] _scratch = new byte[ReadSize];
    private Libc.PollEntry[] _watched = [];

    private ProcessReactor()
    {
        _wakeup = new Descriptor(Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlocking));
        if (_wakeup.IsInvalid)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        new Thread(Run) { IsBackground = true, Name = "unfazed processes" }.Start();
    }

    public static ProcessReactor Instance => Single.Value;

    // The kernel's time, not the caller's: a process does not stand still because a test's clock does.
    private static long Now => (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds;

    public void Add(RunningChild child)
    {
        _arrivals.Enqueue(child);
        Wake();
    }

    /// <summary>Makes the thread look at every child now.</summary>
    public unsafe void Wake()
    {
        var one = 1L;
        Libc.Write(_wakeup, (byte*)&one, sizeof(long));
    }

    private void Run()
    {
        while (true)
        {
            while (_arrivals.TryDequeue(out var child))
            {
                _children.Add(child);
            }

            var now = Now;
            foreach (var child in _children)
            {
                Guarded(child, () => child.Advance(now));
            }

            _children.RemoveAll(static child => child.IsDone);
            Poll();
            for (var index = 0; index < _children.Count; index++)
            {
                var child = _children[index];
                Guarded(child, () => child.Read(_scratch));
            }
        }
    }

    private unsafe void Poll()
    {
        var count = 1 + (_children.Count * WatchedPerChild);
        if (_watched.Length < count)
        {
            _watched = new Libc.PollEntry[count * 2];
        }

        _watched[0] = new Libc.PollEntry { Descriptor = _wakeup.Number, Events = Libc.PollIn };
        var next = 1;
        var deadline = long.MaxValue;
        foreach (var child in _children)
        {
            deadline = Math.Min(deadline, child.Deadline);
            foreach (var descriptor in child.Watched)
            {
                _watched[next++] = new Libc.PollEntry { Descriptor = descriptor, Events = Libc.PollIn };
            }
        }

        const long longestWait = 60_000;
        const long shortestWait = 1;
        var wait = deadline == long.MaxValue ? longestWait : Math.Clamp(deadline - Now, shortestWait, longestWait);
        fixed (Libc.PollEntry* entries = _watched)
        {
            Libc.Poll(entries, (nuint)next, (int)wait);
        }

        if (_watched[0].Result != 0)
        {
            long ignored;
            Libc.Read(_wakeup, (byte*)&ignored, sizeof(long));
        }
    }

    private static void Guarded(RunningChild child, Action step)
    {
        try
        {
            step();
        }
        catch (Exception e)
        {
            // A defect in one child's handling must not stop the thread that all others depend on.
            child.Fail(e);
        }
    }
}
