using Unfazed.Cli;
using Unfazed.Cli.Commands;
using Unfazed.Cli.Exit;
using Unfazed.Core;
using Unfazed.Core.Processes;

StandardStreams.Secure();
var started = ProcessStart.Timestamp(TimeProvider.System);
var environment = ProcessEnvironment.Capture();
using var terminal = new Terminal(environment);
if (OpenFilesFloor.Complaint() is { } complaint)
{
    terminal.WriteError(complaint);
    return ExitCodes.Inconclusive;
}

if (environment.Directory.Length == 0)
{
    terminal.WriteError("unfazed: the current directory is gone; change to one that exists\n");
    return ExitCodes.Usage;
}

var exit = new ProcessExit(started, terminal.Screen.Restore);
using var interruption = new Interruption(exit.Watchdog.Signal, exit.EndNow);
interruption.Listen();

// A run blocks one thread of the pool, and each check may block another at its start: with as many as a small machine has cores, the rest would wait.
ThreadPool.GetMinThreads(out var workers, out var completions);
ThreadPool.SetMinThreads(Math.Max(workers, 8), completions);
var host = new Host { Environment = environment, Terminal = terminal, Started = started, Exit = exit };
return exit.Finish(await new EntryPoint(host, interruption).RunAsync(args).ConfigureAwait(false));
