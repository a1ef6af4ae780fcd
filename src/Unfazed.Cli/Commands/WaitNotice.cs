using System.Globalization;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Commands;

/// <summary>Says once on standard error, after some seconds, what a command waits for.</summary>
internal sealed class WaitNotice : IDisposable
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    private readonly ITimer _timer;

    public WaitNotice(Host host) => _timer = host.Time.CreateTimer(_ => Say(host), null, After, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private static void Say(Host host)
    {
        var programs = Programs();
        var awaited = programs.Count > 0 ? string.Join(", ", programs) : "the file system";
        host.Say($"unfazed: still waiting for {awaited} after {DurationText.Of(After)}; Ctrl-C ends it");
    }

    // The children of every thread: a program that we started is the child of the thread that started it.
    private static List<string> Programs() =>
    [
        .. from thread in ProcFile.List("/proc/self/task")
           let children = ProcFile.Read($"{thread}/children")
           where children is not null
           from id in PosixText.Decode(children).Split(' ', StringSplitOptions.RemoveEmptyEntries)
           where int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
           let name = ProcFile.Read($"/proc/{id}/comm")
           where name is not null
           select $"{PosixText.Decode(name).Trim()} (process {id})",
    ];
}
