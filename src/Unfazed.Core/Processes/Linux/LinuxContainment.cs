namespace Unfazed.Core.Processes;

/// <summary>Sessions, pidfds, a child subreaper and a sweep over descendants.</summary>
internal sealed class LinuxContainment : IProcessContainment
{
    public string Description => "own session, child subreaper, sweep over descendants";

    public bool IsReduced => false;

    public async Task<ProcessOutcome> RunAsync(CommandDescription command, StopSignal stop, ProcessRunner runner)
    {
        var started = runner.Time.GetTimestamp();
        var reactor = ProcessReactor.Instance;
        var (spawned, failure) = Spawner.Start(command, runner.Environment);
        if (spawned is null)
        {
            return new ProcessOutcome { End = failure!.End, StartError = failure.Message };
        }

        var child = new RunningChild(spawned, command, stop, (runner.Time, started));
        reactor.Add(child);
        stop.Subscribe(reactor.Wake);
        try
        {
            var outcome = await child.Completion.ConfigureAwait(false);
            await child.LogWritten.ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            stop.Unsubscribe(reactor.Wake);
        }
    }
}
