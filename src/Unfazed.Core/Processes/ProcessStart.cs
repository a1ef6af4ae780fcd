using System.Globalization;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>When this process started, as its caller sees it: before the runtime was loaded.</summary>
internal static class ProcessStart
{
    // USER_HZ, the unit of starttime in proc_pid_stat(5), is 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    // A shell that became us by exec keeps its own start. Loading the runtime does not take this long.
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(2);

    /// <summary>The timestamp that <paramref name="time"/> gave, or would have given, at the start; that of now where the system does not tell.</summary>
    public static long Timestamp(TimeProvider time)
    {
        var now = time.GetTimestamp();
        return OperatingSystem.IsLinux() && Age() is { } age && age > TimeSpan.Zero
            ? now - (long)(age.TotalSeconds * time.TimestampFrequency)
            : now;
    }

    /// <summary>How long ago the process began, to 20 ms; null when that cannot be read.</summary>
    internal static TimeSpan? Age()
    {
        // Both count from the boot, in the same time namespace.
        var uptime = Read("/proc/uptime")?.Split(' ')[0];
        if (!double.TryParse(uptime, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || Started("/proc/self/stat") is not { } started)
        {
            return null;
        }

        return TimeSpan.FromSeconds(seconds) - Begin(started, FirstThread());
    }

    /// <summary>The start that counts: that of the process, unless its first thread shows that another program ran in it before.</summary>
    internal static TimeSpan Begin(TimeSpan process, TimeSpan? firstThread) =>
        firstThread is { } thread && thread - process > LongestLoad ? thread : process;

    // An exec ends all threads but one, so the oldest of the others was made by this program, early in its life.
    private static TimeSpan? FirstThread() => ProcFile.List("/proc/self/task")
        .Where(static path => Path.GetFileName(path) != System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
        .Select(static path => Started(Path.Combine(path, "stat")))
        .Min();

    private static TimeSpan? Started(string stat) =>
        Read(stat) is { } text && ProcessTable.Parse(text) is { } entry ? TimeSpan.FromSeconds(entry.StartTime / TicksPerSecond) : null;

    private static string? Read(string path) => ProcFile.Read(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
