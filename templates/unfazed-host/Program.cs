using Unfazed.Core;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Core.Workspace;
using Unfazed.Validators;
using UnfazedHost;

var arguments = args.ToList();
var asJson = arguments.Remove("--json");
if (arguments.Count > 1 || arguments.Exists(argument => argument.StartsWith('-')))
{
    Console.Error.WriteLine("usage: UnfazedHost [FOLDER] [--json]");
    return ExitCodes.Usage;
}

// SIGINT, SIGTERM (docker stop, systemd, CI), SIGHUP: the run ends its processes, and the report is written.
using var stop = TerminationSignals.Listen();

var environment = ProcessEnvironment.Capture();
await using var breakers = UserBreakers.Open(environment, warning => Console.Error.WriteLine(TerminalText.CleanLine(warning.Detail)));
try
{
    var setup = await OrchestratorSetup.LoadAsync(new SetupRequest
    {
        Directory = arguments.FirstOrDefault(),
        BaseFile = Path.Combine(AppContext.BaseDirectory, "defaults.yaml"),
        Environment = environment,
        Breakers = breakers,
        Listeners = asJson ? [] : [new ConsoleReport()],
        Sources =
        [
            .. BuiltInSources.All,
#if (HasDomain)
            new ValidatorSource("unfazed_domain", new Dimension("unfazed_domain"), files => new DomainValidator(files)),
#endif
        ],
    }, stop.Token);
    var report = await new ValidationOrchestrator(setup).RunAllAsync(stop.Token);
    if (asJson)
    {
        using var output = Console.OpenStandardOutput();
        JsonReport.Write(report, output);
    }

    return stop.ExitCode ?? report.ExitCode;
}
catch (Exception error) when (error is ConfigurationException or WorkspaceException)
{
    Console.Error.WriteLine(TerminalText.Clean(error.Message));
    return ExitCodes.Usage;
}
catch (OperationCanceledException) when (stop.ExitCode is { } code)
{
    return code;
}
