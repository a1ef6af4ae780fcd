using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>
/// The soft limit of open files that children get. .NET has raised ours to the hard limit before Main, and tools that close
/// every possible descriptor, or size a table by the limit, misbehave with it: the one of our parent is what a shell would give them.
/// </summary>
internal static unsafe class OpenFilesLimit
{
    private const int OpenFiles = 7;
    private const ulong Customary = 1024;

    // What this process still opens as it goes: its journal, the files it reads; the assemblies of the framework, two each.
    private const int Reserve = 24;

    // Two pipes, a handle, a log; and both ends of two pipes while it is started.
    private const int PerChild = 6;

    private static readonly ulong Soft = ReadParents();

    /// <summary>How many files this process may have open; null where that is not known or not limited.</summary>
    public static ulong? Ours
    {
        get
        {
            Libc.Limit ours;
            return OperatingSystem.IsLinux() && Libc.ResourceLimit(0, OpenFiles, null, &ours) == 0 ? ours.Soft : null;
        }
    }

    /// <summary>How many children can be run at once with the file descriptors that are free now; at least one, which is then told if it can't.</summary>
    public static int RoomForChildren()
    {
        var open = ProcFile.List("/proc/self/fd").Count;
        return Ours is { } limit && open > 0
            ? (int)Math.Clamp(((long)Math.Min(limit, int.MaxValue) - open - Reserve) / PerChild, 1, int.MaxValue)
            : int.MaxValue;
    }

    /// <summary>Lowers our own limit for the moment of a spawn, so that the child has the right one from its first instruction.</summary>
    /// <param name="newest">The descriptor opened last. The kernel gives the lowest free number, so while it is small nobody else can meet the limit.</param>
    /// <returns>The limit to restore, or null when ours was left alone.</returns>
    public static Libc.Limit? Lower(int newest)
    {
        Libc.Limit ours;
        if ((ulong)newest >= Soft / 2 || Libc.ResourceLimit(0, OpenFiles, null, &ours) != 0 || ours.Soft <= Soft)
        {
            return null;
        }

        var lowered = new Libc.Limit { Soft = Soft, Hard = ours.Hard };
        return Libc.ResourceLimit(0, OpenFiles, &lowered, null) == 0 ? ours : null;
    }

    /// <summary>Restores ours. Where it was left alone, the child's is lowered after the fact: a tool may then have read the high one.</summary>
    /// <param name="ours">What <see cref="Lower"/> gave.</param>
    /// <param name="child">The pid of the child, or 0 when none was started.</param>
    public static void Restore(Libc.Limit? ours, int child)
    {
        if (ours is { } lowered)
        {
            _ = Libc.ResourceLimit(0, OpenFiles, &lowered, null);
        }
        else if (child != 0)
        {
            Apply(child);
        }
    }

    private static void Apply(int pid)
    {
        Libc.Limit limit;
        if (Libc.ResourceLimit(pid, OpenFiles, null, &limit) == 0 && limit.Soft > Soft)
        {
            limit.Soft = Soft;
            _ = Libc.ResourceLimit(pid, OpenFiles, &limit, null);
        }
    }

    private static ulong ReadParents()
    {
        try
        {
            var parent = ProcessTable.Read(System.Environment.ProcessId)?.Parent ?? 0;
            foreach (var line in File.ReadLines(ProcFile.PathOf(parent, "limits")))
            {
                if (line.StartsWith("Max open files", StringComparison.Ordinal))
                {
                    var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
                    return ulong.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : Customary;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        return Customary;
    }
}
