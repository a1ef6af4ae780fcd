using System.Diagnostics;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

/// <summary>Signals to this very process: a listener that does not take one ends the tests.</summary>
[Collection(nameof(RunsAlone))]
public sealed class TerminationSignalsTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Each_listener_counts_from_its_own_first_signal_and_its_run_can_start_processes()
    {
        var clock = new FakeTimeProvider();
        using var process = Process.GetCurrentProcess();
        for (var run = 0; run < 3; run++)
        {
            // Long after the last signal: it is no second one of the run before.
            clock.Advance(TimeSpan.FromSeconds(10));
            using var signals = TerminationSignals.Listen(clock);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = signals.Token.Register(stopped.SetResult);
            var outcome = await new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System)
                .RunShortAsync(ProcessRunnerTests.ShellCommand($"kill -HUP {process.Id}"), TimeSpan.FromMinutes(1));
            await stopped.Task;
            Assert.Equal((ProcessEnd.Exited, 129), (outcome.End, signals.ExitCode));
        }

        // What comes next may start processes, too.
        TerminationSignals.Listen(clock).Dispose();
    }
}
