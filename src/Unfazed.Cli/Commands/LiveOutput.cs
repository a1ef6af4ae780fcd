using System.Collections.Immutable;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Commands;

/// <summary>Passes on what happens, and knows when the last of it was told: a slow reader gets every line.</summary>
internal sealed class LiveOutput(ImmutableArray<IRunListener> listeners, Interruption interruption) : IRunListener
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything was told.</summary>
    public Task Finished => _finished.Task;

    public void On(RunEvent runEvent)
    {
        // A signal beats the verdict, in what is told too.
        var told = runEvent is RunFinished finished && interruption.ExitCode is { } signal
            ? finished with { Report = finished.Report with { ExitCode = signal } }
            : runEvent;
        foreach (var listener in listeners)
        {
            listener.On(told);
        }

        if (told is RunFinished)
        {
            _finished.TrySetResult();
        }
    }
}
