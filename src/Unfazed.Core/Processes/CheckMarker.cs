using System.Globalization;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>
/// The value of the marker variable: which check a process belongs to, and which living process of ours owns it.
/// A run within a run appends its own, separated by a comma.
/// </summary>
/// <param name="Check">The check, with the ordinal of its process.</param>
/// <param name="OwnerId">The pid of the process that started it.</param>
/// <param name="OwnerStart">When that one started, in clock ticks since the boot.</param>
/// <param name="Boot">The boot's id.</param>
/// <param name="PidNamespace">The namespace in which the pid counts.</param>
internal sealed record CheckMarker(string Check, int OwnerId, ulong OwnerStart, string Boot, string PidNamespace)
{
    private const int LongestName = 200;

    private static readonly Lazy<CheckMarker> Owner = new(ReadOwner);
    private static int _started;

    /// <summary>This process, as the owner of checks; its <see cref="Check"/> is empty.</summary>
    public static CheckMarker Ours => Owner.Value;

    /// <summary>A marker that nobody else has.</summary>
    public static CheckMarker Next(string? check)
    {
        var ordinal = Interlocked.Increment(ref _started);
        return Ours with { Check = string.Create(CultureInfo.InvariantCulture, $"{Sanitize(check ?? "process")}#{ordinal}") };
    }

    /// <summary>The markers in the value of the variable, outermost first; what is none is passed over.</summary>
    public static IEnumerable<CheckMarker> ParseAll(string value)
    {
        foreach (var entry in value.Split(','))
        {
            var at = entry.LastIndexOf('@');
            var parts = entry[(at + 1)..].Split('.');
            if (at > 0 && parts.Length == 4
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            {
                yield return new CheckMarker(entry[..at], pid, start, parts[2], parts[3]);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Check}@{OwnerId}.{OwnerStart}.{Boot}.{PidNamespace}");

    private static string Sanitize(string name)
    {
        var clean = new StringBuilder();
        foreach (var unit in name.AsSpan(0, Math.Min(name.Length, LongestName)))
        {
            clean.Append(char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_' or '/' or ':' or '~' ? unit : '_');
        }

        return clean.ToString();
    }

    private static CheckMarker ReadOwner()
    {
        var id = System.Environment.ProcessId;
        var boot = ProcFile.Read("/proc/sys/kernel/random/boot_id");
        return new CheckMarker(
            "",
            id,
            ProcessTable.Read(id)?.StartTime ?? 0,
            boot is null ? "unknown" : Encoding.ASCII.GetString(boot).Trim(),
            PidNamespaceOf("self") ?? "unknown");
    }

    private static string? PidNamespaceOf(string process)
    {
        try
        {
            var target = new FileInfo($"/proc/{process}/ns/pid").LinkTarget;
            return target?.Replace("pid:[", "", StringComparison.Ordinal).TrimEnd(']');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
