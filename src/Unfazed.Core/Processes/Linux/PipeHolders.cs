using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>Finds who holds a pipe that was not closed when its reader gave up on it.</summary>
internal static class PipeHolders
{
    private const int MostNamed = 20;

    /// <summary>Every process that started after this child and has one of these pipes open, as <c>name (pid)</c>; at most 20.</summary>
    public static ImmutableArray<string> Find(int child, params ReadOnlySpan<int> descriptors)
    {
        var pipes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var descriptor in descriptors)
        {
            if (descriptor >= 0 && Target(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")) is { } pipe)
            {
                pipes.Add(pipe);
            }
        }

        // Who was there before the child can't have inherited its pipes; looking into thousands of files of others takes too long.
        var since = ProcessTable.Read(child)?.StartTime ?? 0;
        return pipes.Count == 0
            ? []
            : [.. ProcessTable.ReadAll().Values
                .Where(process => process.StartTime >= since && process.Id != System.Environment.ProcessId && Holds(process.Id, pipes))
                .Take(MostNamed)
                .Select(static process => string.Create(CultureInfo.InvariantCulture, $"{process.Name} ({process.Id})"))];
    }

    private static bool Holds(int pid, HashSet<string> pipes) =>
        ProcFile.List(ProcFile.PathOf(pid, "fd")).Any(entry => Target(entry) is { } target && pipes.Contains(target));

    private static unsafe string? Target(string link)
    {
        const int longest = 64;
        var target = stackalloc byte[longest];
        fixed (byte* path = PosixText.EncodeTerminated(link))
        {
            var length = (int)Libc.ReadLink(path, target, longest);
            return length <= 0 ? null : PosixText.Decode(new ReadOnlySpan<byte>(target, length));
        }
    }
}
