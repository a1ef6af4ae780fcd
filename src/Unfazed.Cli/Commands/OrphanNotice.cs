using System.Globalization;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Commands;

/// <summary>Ends what a run that was killed left behind, beside the checks of this one, and says so in a line.</summary>
internal sealed class OrphanNotice(Host host) : IRunListener
{
    // The sweep takes milliseconds, and half a second at most by its own bounds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private Task _sweep = Task.CompletedTask;

    public void On(RunEvent runEvent)
    {
        if (runEvent is RunStarted)
        {
            _sweep = Task.Run(Sweep);
        }
    }

    /// <summary>Waits for the rest of the sweep, if it is still under way at the end of a short run; at most a second.</summary>
    public Task FinishAsync() => Task.WhenAny(_sweep, Task.Delay(LongestWait, host.Time));

    private void Sweep()
    {
        if (OrphanSweep.Run() is > 0 and var ended)
        {
            var noun = ended == 1 ? "process" : "processes";
            host.Say(string.Create(CultureInfo.InvariantCulture, $"unfazed: ended {ended} {noun} that a killed run had left behind"));
        }
    }
}
