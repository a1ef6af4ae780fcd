using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>
/// Looks for who holds a pipe that was not closed when its reader gave up on it. On a thread of its own: other people's processes may
/// have millions of descriptors, and the reactor has time limits to keep meanwhile.
/// </summary>
internal sealed class PipeHolders
{
    private const int MaxNamed = 20;

    private readonly HashSet<string> _pipes = new(StringComparer.Ordinal);
    private readonly List<string> _found = [];
    private readonly ulong _since;
    private readonly int _session;
    private volatile bool _isOver;

    private PipeHolders(int child, ReadOnlySpan<int> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor >= 0 && Target(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")) is { } pipe)
            {
                _pipes.Add(pipe);
            }
        }

        // Who was there before the child can't have inherited its pipes.
        _since = ProcessTable.Read(child)?.StartTime ?? 0;
        _session = child;
    }

    /// <summary>Whether the search has come to its end.</summary>
    public bool IsOver => _isOver;

    /// <summary>Begins to look for processes that started after this child and have one of these pipes open.</summary>
    /// <param name="child">The child whose pipes they are.</param>
    /// <param name="over">Called at the end of the search, on another thread.</param>
    /// <param name="descriptors">Our ends of the pipes; negative for none.</param>
    public static PipeHolders Search(int child, Action over, params ReadOnlySpan<int> descriptors)
    {
        var search = new PipeHolders(child, descriptors);
        new Thread(() => search.Run(over)) { IsBackground = true, Name = "unfazed pipes" }.Start();
        return search;
    }

    /// <summary>Ends the search.</summary>
    /// <returns>Who was found until now, as <c>name (pid)</c>; at most 20.</returns>
    public ImmutableArray<string> Stop()
    {
        _isOver = true;
        lock (_found)
        {
            return [.. _found];
        }
    }

    private void Run(Action over)
    {
        // Those of the check's session come first: they are the likely ones.
        foreach (var process in ProcessTable.ReadAll().Values.OrderBy(process => process.Session != _session).ThenBy(static process => process.Id))
        {
            if (_isOver || _found.Count == MaxNamed)
            {
                break;
            }

            if (process.StartTime >= _since && process.Id != System.Environment.ProcessId && Holds(process.Id))
            {
                lock (_found)
                {
                    _found.Add(string.Create(CultureInfo.InvariantCulture, $"{process.Name} ({process.Id})"));
                }
            }
        }

        _isOver = true;
        over();
    }

    private bool Holds(int pid)
    {
        foreach (var entry in ProcFile.Enumerate(ProcFile.PathOf(pid, "fd")))
        {
            if (_isOver)
            {
                return false;
            }

            if (Target(entry) is { } target && _pipes.Contains(target))
            {
                return true;
            }
        }

        return false;
    }

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
