using CustomValidator;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Core.Workspace;
using Unfazed.Validators;

// embedded FOLDER: accepts what is found, writes a report in each format, fixes, and compares with the run before.
var environment = ProcessEnvironment.Capture();
Task<OrchestratorSetup> LoadAsync() => OrchestratorSetup.LoadAsync(new SetupRequest { Directory = args[0], Environment = environment, Sources = BuiltInSources.All });
var first = await new ValidationOrchestrator(await LoadAsync()).RunAllAsync();
foreach (var format in ReportFormats.Names)
{
    using var output = new MemoryStream();
    await RepositoryTasks.RunAsync(await LoadAsync(), format, output, CancellationToken.None);
}

var accepted = await RepositoryTasks.AcceptAsync(await LoadAsync(), CancellationToken.None);
var changed = await RepositoryTasks.FixAsync(await LoadAsync(), CancellationToken.None);
var setup = await LoadAsync();
var last = await new ValidationOrchestrator(setup).RunAllAsync();
Console.WriteLine($"{first.Verdict}, accepted: {accepted.Added.Length}, fixed: {string.Join(' ', changed)}, {last.Verdict}, fixed since: {RepositoryTasks.Compare(setup, last)!.Fixed.Length}");
