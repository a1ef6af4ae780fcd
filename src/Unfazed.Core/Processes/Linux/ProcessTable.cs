using System.Globalization;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>One line of the process table, as <c>/proc/PID/stat</c> gives it (proc(5)).</summary>
/// <param name="Id">Its pid.</param>
/// <param name="Name">The name of its program, at most 15 bytes.</param>
/// <param name="State"><c>R</c>, <c>S</c>, <c>D</c>, <c>T</c>, <c>Z</c>, …</param>
/// <param name="Parent">The pid of its parent.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="Threads">How many threads it has, the first one included even when that has ended.</param>
/// <param name="StartTime">When it started, in clock ticks since the boot: with the pid it names a process for good.</param>
internal sealed record ProcessEntry(int Id, string Name, char State, int Parent, int Group, int Session, int Threads, ulong StartTime)
{
    /// <summary>Whether it has ended and waits to be reaped. A program whose first thread alone has ended shows as a zombie and still runs.</summary>
    public bool IsDead => State is 'Z' or 'X' && Threads <= 1;

    /// <summary>Whether the kernel is taking it down (<c>PF_EXITING</c>): it comes to no instruction of its program any more.</summary>
    public bool IsExiting { get; init; }

    /// <summary>Its pid and start time.</summary>
    public ProcessKey Key => new(Id, StartTime);
}

/// <summary>Names one process for good: pids are used again, with another start time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessKey(int Id, ulong StartTime);

/// <summary>Reads <c>/proc</c>.</summary>
internal static class ProcessTable
{
    private const uint Exiting = 4;
    private const ulong Kill = 1 << 8;

    /// <summary>Every process that can be seen.</summary>
    public static Dictionary<int, ProcessEntry> ReadAll()
    {
        var all = new Dictionary<int, ProcessEntry>();
        foreach (var pid in Ids())
        {
            if (Read(pid) is { } entry)
            {
                all[pid] = entry;
            }
        }

        return all;
    }

    /// <summary>The pids of all that can be seen.</summary>
    public static List<int> Ids()
    {
        var ids = new List<int>();
        foreach (var directory in ProcFile.List("/proc"))
        {
            if (Number(Path.GetFileName(directory.AsSpan()), out var pid))
            {
                ids.Add(pid);
            }
        }

        return ids;
    }

    /// <summary>The present as <see cref="ProcessEntry.StartTime"/> counts it; null when it cannot be read.</summary>
    public static ulong? Now()
    {
        // proc_uptime(5): seconds with two digits, and USER_HZ is 100 on every architecture that .NET runs on.
        const double ticksPerSecond = 100;
        return ProcFile.Read("/proc/uptime") is { } bytes
            && double.TryParse(PosixText.Decode(bytes).Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? (ulong)Math.Round(seconds * ticksPerSecond)
            : null;
    }

    /// <summary>One process, or null when it is gone.</summary>
    public static ProcessEntry? Read(int pid)
    {
        var stat = ProcFile.Read(ProcFile.PathOf(pid, "stat"));
        return stat is null ? null : Parse(PosixText.Decode(stat));
    }

    /// <summary>Whether SIGKILL was sent to a process that has not come to its end yet.</summary>
    public static bool IsKilled(int pid) => PosixText.Decode(ProcFile.Read(ProcFile.PathOf(pid, "status")) ?? []).Split('\n')
        .Where(static line => line.StartsWith("SigPnd:", StringComparison.Ordinal) || line.StartsWith("ShdPnd:", StringComparison.Ordinal))
        .Any(static line => ulong.TryParse(line.AsSpan(7).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var pending) && (pending & Kill) != 0);

    /// <summary>The children of a thread; none where that can't be read.</summary>
    /// <param name="thread">Its folder, such as <c>/proc/7/task/9</c>.</param>
    public static IEnumerable<int> ChildrenOf(string thread) => PosixText.Decode(ProcFile.Read(thread + "/children") ?? [])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var child) ? child : 0)
        .Where(static child => child > 0);

    /// <summary>The parent of a process, from this table. Where the table does not have it, it started or ended while the table was read: then it is read anew, or the process is.</summary>
    public static ProcessEntry? ParentOf(ProcessEntry entry, Dictionary<int, ProcessEntry> table) =>
        table.GetValueOrDefault(entry.Parent)
        ?? Read(entry.Parent)
        ?? (Read(entry.Id) is { } again && again.Key == entry.Key && again.Parent != entry.Parent ? again : null);

    /// <summary>Reads a line of <c>stat</c>; null when it is none. The name may hold anything, parentheses too.</summary>
    internal static ProcessEntry? Parse(string stat)
    {
        var open = stat.IndexOf('(', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 1 || close < open)
        {
            return null;
        }

        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 20 && Number(stat.AsSpan(0, open).Trim(), out var pid) && Number(fields[1], out var parent)
            && Number(fields[2], out var group) && Number(fields[3], out var session) && Number(fields[17], out var threads)
            && ulong.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new ProcessEntry(pid, stat[(open + 1)..close], fields[0][0], parent, group, session, threads, start)
            {
                IsExiting = uint.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out var flags) && (flags & Exiting) != 0,
            }
            : null;
    }

    private static bool Number(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
