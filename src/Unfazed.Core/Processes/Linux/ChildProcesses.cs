using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>The children that we started ourselves and have not reaped. What is known changes under <see cref="Spawner.Gate"/> alone.</summary>
internal static class ChildProcesses
{
    private const int ChildSubreaper = 36;
    private const int ChildSignal = 17;

    private static readonly Dictionary<int, CheckMarker> Known = [];
    private static bool _prepared;

    /// <summary>Whether a child was ever about to be started.</summary>
    public static bool IsPrepared => Volatile.Read(ref _prepared);

    /// <summary>When that was, in clock ticks since the boot: what started before is no child of ours, whoever its parent is.</summary>
    public static ulong FirstStart { get; private set; }

    /// <summary>Makes orphans of our children come back to us, and exit codes be kept for us; once.</summary>
    public static void Prepare()
    {
        lock (Spawner.Gate)
        {
            if (_prepared)
            {
                return;
            }

            FirstStart = ProcessTable.Now() ?? 0;
            Volatile.Write(ref _prepared, true);
            _ = Libc.ProcessControl(ChildSubreaper, 1, 0, 0, 0);
            if (IgnoresChildSignal())
            {
                // Whoever started us ignored SIGCHLD, so the kernel would reap our children and drop their exit codes.
                Libc.SetSignalHandler(ChildSignal, 0);
            }
        }
    }

    public static void Add(int pid, CheckMarker marker)
    {
        lock (Spawner.Gate)
        {
            Known[pid] = marker;
        }
    }

    /// <summary>SIGKILL to the group of each.</summary>
    public static void KillGroups()
    {
        lock (Spawner.Gate)
        {
            foreach (var leader in Known.Keys)
            {
                _ = Libc.SendSignal(-leader, Libc.Kill);
            }
        }
    }

    public static bool IsKnown(int pid)
    {
        lock (Spawner.Gate)
        {
            return Known.ContainsKey(pid);
        }
    }

    /// <summary>
    /// Whether any process has us as its parent; reaps orphans that have ended. Where none has, nothing descends from us either: an orphan of
    /// our children comes to us.
    /// </summary>
    public static bool HaveAny()
    {
        lock (Spawner.Gate)
        {
            while (ChildEnd.PeekAny() is { } pid)
            {
                if (pid == 0 || Known.ContainsKey(pid) || ChildEnd.Take(pid) is null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the check of this marker still has a child that was not reaped.</summary>
    public static bool IsActive(CheckMarker marker)
    {
        lock (Spawner.Gate)
        {
            return Known.ContainsValue(marker);
        }
    }

    /// <summary>Whether a process is our child that we did not start: an orphan that came to us. True also where that can't be seen: on a kernel without these files.</summary>
    public static bool HaveOrphans()
    {
        lock (Spawner.Gate)
        {
            var threads = ProcFile.List("/proc/self/task");
            return threads.Count == 0 || threads.Any(static thread => ProcFile.Read($"{thread}/children") is { } children
                ? HoldsUnknown(children)
                : Directory.Exists(thread));
        }
    }

    /// <summary>Reaps an ended child of ours; null when it has not ended.</summary>
    public static ChildEnd? Reap(int pid)
    {
        lock (Spawner.Gate)
        {
            var end = ChildEnd.Take(pid);
            if (end is not null)
            {
                Known.Remove(pid);
            }

            return end;
        }
    }

    /// <summary>Reaps an orphan that has ended, unless its pid is by now that of a child of ours; false when it could not be reaped yet.</summary>
    public static bool ReapOrphan(int pid)
    {
        lock (Spawner.Gate)
        {
            return Known.ContainsKey(pid) || ChildEnd.Take(pid) is not null;
        }
    }

    private static bool HoldsUnknown(ReadOnlySpan<byte> children)
    {
        foreach (var part in children.Split((byte)' '))
        {
            if (int.TryParse(children[part], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && !Known.ContainsKey(pid))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IgnoresChildSignal()
    {
        if (ProcFile.Read("/proc/self/status") is not { } status)
        {
            return false;
        }

        const string label = "SigIgn:";
        var line = PosixText.Decode(status).Split('\n').FirstOrDefault(static line => line.StartsWith(label, StringComparison.Ordinal));
        return line is not null
            && ulong.TryParse(line.AsSpan(label.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
            && (mask & (1UL << (ChildSignal - 1))) != 0;
    }
}
