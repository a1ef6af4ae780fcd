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
    private const long BetweenLooks = 500;

    private static readonly Lazy<ProcessReactor> Single = new(static () => new ProcessReactor());

    private readonly ConcurrentQueue<RunningChild> _arrivals = new();
    private readonly List<RunningChild> _children = [];
    private readonly List<int> _abandoned = [];
    private readonly DescendantSweep _sweep = new();
    private readonly Descriptor _wakeup;
    private readonly byte[] _scratch = new byte[ReadSize];
    private readonly object _idle = new();
    private Libc.PollEntry[] _watched = new Libc.PollEntry[1];
    private int _present;
    private volatile bool _endsAll;
    private long _nextLook;

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

    /// <summary>Kills all children that run, and waits until none is under way and each one's sweep is done.</summary>
    /// <param name="limit">How long to wait at most.</param>
    public static void EndAll(TimeSpan limit)
    {
        if (Single.IsValueCreated)
        {
            Instance._endsAll = true;
            Instance.Wake();
            Instance.WaitUntilIdle(limit);
        }
    }

    /// <summary>Lets children run again.</summary>
    public static void Continue()
    {
        if (Single.IsValueCreated)
        {
            Instance._endsAll = false;
        }
    }

    public void Add(RunningChild child)
    {
        lock (_idle)
        {
            _present++;
        }

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
                child.Weight.Share(_children.Count);
            }

            var now = Now;
            if (_endsAll)
            {
                _children.ForEach(child => child.EndNow(now));
            }

            Look(now);
            foreach (var child in _children)
            {
                Guarded(child, () => child.Advance(now, _sweep));
            }

            _abandoned.AddRange(_children.Where(static child => child.IsDone && ChildProcesses.IsKnown(child.Id)).Select(static child => child.Id));
            Leave(_children.RemoveAll(static child => child.IsDone));
            Poll();
            for (var index = 0; index < _children.Count; index++)
            {
                var child = _children[index];
                var entry = 1 + (index * WatchedPerChild);
                Guarded(child, () => Serve(child, entry));
            }
        }
    }

    private void Leave(int ended)
    {
        if (ended > 0)
        {
            lock (_idle)
            {
                _present -= ended;
                Monitor.PulseAll(_idle);
            }
        }
    }

    private void WaitUntilIdle(TimeSpan limit)
    {
        var started = TimeProvider.System.GetTimestamp();
        lock (_idle)
        {
            while (_present > 0 && limit - TimeProvider.System.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
            {
                Monitor.Wait(_idle, TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)));
            }
        }
    }

    private void Look(long now)
    {
        var isDue = now >= _nextLook && _children.Count > 0;
        if (isDue)
        {
            _nextLook = now + BetweenLooks;
            _abandoned.RemoveAll(static pid => ChildProcesses.Reap(pid) is not null);
            _children.ForEach(child => child.Weight.Share(_children.Count));
        }

        var isNeeded = _children.Any(child => child.NeedsSweep(now));
        try
        {
            if (isNeeded || (isDue && ChildProcesses.HaveOrphans()))
            {
                _sweep.Look(_children, everywhere: isNeeded);
            }
        }
        catch (Exception)
        {
            // What others do to the process table must not stop this thread; groups are killed without a look, and the next one is near.
        }
    }

    private void Serve(RunningChild child, int entry)
    {
        if (_watched[entry + 2].Result != 0 || child.ExitDescriptor < 0)
        {
            child.SeeExit(Now, isSignaled: _watched[entry + 2].Result != 0);
        }

        if (_watched[entry].Result != 0)
        {
            child.ReadOutput(_scratch);
        }

        if (_watched[entry + 1].Result != 0)
        {
            child.ReadError(_scratch);
        }
    }

    private unsafe void Poll()
    {
        var count = 1 + (_children.Count * WatchedPerChild);
        if (_watched.Length < count)
        {
            _watched = new Libc.PollEntry[count * 2];
        }

        var next = 0;
        var deadline = _children.Count == 0 ? long.MaxValue : _nextLook;
        Watch(_wakeup.Number);
        foreach (var child in _children)
        {
            deadline = Math.Min(deadline, child.Deadline);
            Watch(child.OutputDescriptor);
            Watch(child.ErrorDescriptor);
            Watch(child.ExitDescriptor);
        }

        const int shortestWait = 1;
        var wait = deadline == long.MaxValue ? -1 : (int)Math.Clamp(deadline - Now, shortestWait, BetweenLooks);
        fixed (Libc.PollEntry* entries = _watched)
        {
            if (Libc.Poll(entries, (nuint)count, wait) < 0)
            {
                Array.ForEach(_watched, static entry => entry.Result = 0);
            }
        }

        if (_watched[0].Result != 0)
        {
            long ignored;
            Libc.Read(_wakeup, (byte*)&ignored, sizeof(long));
        }

        void Watch(int descriptor) => _watched[next++] = new Libc.PollEntry { Descriptor = descriptor, Events = Libc.PollIn };
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
