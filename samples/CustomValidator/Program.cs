using CustomValidator;
using Unfazed.Core;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators;

// CustomValidator [FOLDER] [FINDINGS.csv]
using var stop = TerminationSignals.Listen();

var environment = ProcessEnvironment.Capture();
await using var breakers = UserBreakers.Open(environment);
using var warehouse = Warehouse.Open(environment.Get("WAREHOUSE"), breakers);
try
{
    var setup = await OrchestratorSetup.LoadAsync(new SetupRequest
    {
        Directory = args.ElementAtOrDefault(0),
        BaseFile = Path.Combine(AppContext.BaseDirectory, "shop.yaml"),
        Environment = environment,
        Breakers = breakers,
        Sources =
        [
            .. BuiltInSources.All,
            new ValidatorSource("catalogue", new Dimension("catalogue"), files => new CatalogueValidator(files)) { Files = ["**/catalogue.json"] },
            new ValidatorSource("stock", new Dimension("stock"), files => new StockValidator(files, warehouse)) { Files = ["**/catalogue.json"], Network = true },
        ],
    }, stop.Token);
    var report = await new ValidationOrchestrator(setup).RunAllAsync(stop.Token);

    foreach (var check in report.Checks)
    {
        Console.WriteLine(TerminalText.CleanLine($"{check.Status.WireName(),-12} {check.Name}: {check.Message}"));
    }

    if (args.ElementAtOrDefault(1) is { } path)
    {
        using var file = File.CreateText(path);
        FindingsCsv.Write(report, file);
    }

    Console.WriteLine(report.Verdict.WireName());
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
