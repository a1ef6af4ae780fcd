using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary>Kills what a run that was killed left behind, beside the checks of this one, and reports it in a line for each such run.</summary>
internal sealed class OrphanNotice(Host host, WorkspaceSnapshot workspace) : IRunListener
{
    private const int MaxLines = 5;

    // The sweep takes milliseconds, and half a second at most by its own bounds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private Task _sweep = Task.CompletedTask;

    public void On(RunEvent runEvent)
    {
        if (runEvent is RunStarted started)
        {
            _sweep = Task.Run(() => Sweep(started.Run));
        }
    }

    /// <summary>Waits for the rest of the sweep, if it is still under way at the end of a short run; at most a second.</summary>
    public Task FinishAsync() => Task.WhenAny(_sweep, Task.Delay(LongestWait, host.Time));

    /// <summary>One line for each run, such as <c>ended 3 processes of run ID in /path, which was killed</c>.</summary>
    internal static IEnumerable<string> Lines(ImmutableArray<EndedOrphans> ended)
    {
        foreach (var orphans in ended.Take(MaxLines))
        {
            var count = string.Create(CultureInfo.InvariantCulture, $"{orphans.Count} {(orphans.Count == 1 ? "process" : "processes")}");
            var run = orphans.RunId.Length == 0 ? "a run" : $"run {orphans.RunId}";
            var place = orphans.Place is { } path ? $" in {Quoted.Short(path)}" : "";
            yield return $"ended {count} of {run}{place}, which was killed";
        }

        if (ended.Length > MaxLines)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"ended {ended.Skip(MaxLines).Sum(static orphans => orphans.Count)} more processes of {ended.Length - MaxLines} other runs, which were killed");
        }
    }

    private void Sweep(RunInfo current)
    {
        var archive = new RunArchive(RootState.Of(workspace, host.Environment));
        var cutOff = archive.CutOff(current.Id);
        foreach (var line in Lines(new OrphanSweep(cutOff).Run()))
        {
            host.Say($"unfazed: {line}");
        }

        archive.Forget(cutOff);
    }
}
