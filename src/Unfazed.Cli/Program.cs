using Unfazed.Cli;
using Unfazed.Cli.Commands;
using Unfazed.Cli.Exit;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
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
environment = UnresponsiveFolders.Note(environment);
var host = new Host { Environment = environment, Terminal = terminal, Started = started, Exit = exit };
foreach (var folder in environment.Unresponsive)
{
    host.Say($"unfazed: {Quoted.Of(folder)} does not respond: nothing in it is used, and nothing is kept there");
}

return exit.Finish(await new EntryPoint(host, interruption).RunAsync(args).ConfigureAwait(false));
