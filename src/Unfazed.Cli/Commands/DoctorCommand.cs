using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Cli.Setup;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed doctor</c>: what is missing here and how to get it. Runs no check and changes nothing.</summary>
internal sealed class DoctorCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    public async Task<int> RunAsync()
    {
        var project = await new ProjectLoader(host, options) { AcceptsErrors = true }.LoadAsync(cancellationToken).ConfigureAwait(false);
        var processes = new ProcessRunner(host.Environment, host.Time);
        var workspace = await new WorkspaceReader(processes).ReadAsync(project.Root, [], cancellationToken).ConfigureAwait(false);
        var plan = new ValidationOrchestrator(new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = project.Configuration,
            Sources = CheckSources.All,
            Processes = processes,
            Time = host.Time,
        }).Plan(RunSelection.All);
        var missing = Missing.Of(plan, host.Environment, project.Root.Path);
        var answers = await new ToolVersions(processes, project.Root.Path).AskAsync(plan.Checks, cancellationToken).ConfigureAwait(false);
        var refused = plan.Checks.Zip(answers).Where(static pair => pair.First.Settled is null && pair.Second.Refusal is not null)
            .Where(pair => !missing.Any(other => other.Name == pair.First.Name && other.Directory == pair.First.Directory))
            .Select(static pair => new Missing(pair.First.Name, pair.First.Directory, pair.First.Reason, pair.Second.Refusal!, pair.Second.Install)).ToList();
        var health = new Health
        {
            Root = project.Root.Path,
            IsGit = workspace.IsGit,
            Missing = [.. missing, .. refused],
            Found = [.. plan.Checks.Where(check => check.Settled is null && check.Program is not null && !refused.Exists(other => other.Name == check.Name)).Select(static check => check.Name).Distinct(StringComparer.Ordinal)],
            Suggestions = plan.Suggestions,
            Surroundings =
            [
                .. await Surroundings.LookAsync(host, processes, workspace, cancellationToken).ConfigureAwait(false),
                .. await ServicesAsync(project.Configuration).ConfigureAwait(false),
            ],
        };
        Tell(health);
        return ExitCodes.Passed;
    }

    private async Task<ImmutableArray<Surrounding>> ServicesAsync(UnfazedConfiguration configuration)
    {
        var told = configuration.Services.Any(static service => service.IsTold)
            ? await ServiceVisits.LookAsync(host, configuration, cancellationToken).ConfigureAwait(false)
            : [];
        return configuration.Withheld.IsEmpty ? told : told.Add(new Surrounding("trust", IsGood: false, AfterTheRun.Untrusted(configuration)));
    }

    private void Tell(Health health)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => WriteJson(json, health));
            return;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new HealthText(writer).Write(health);
        host.Terminal.Write(writer.ToString());
    }

    private static void WriteJson(Utf8JsonWriter json, Health health)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("root", health.Root);
        json.WriteBoolean("git", health.IsGit);
        json.WriteStartArray("missing");
        foreach (var missing in health.Missing)
        {
            json.WriteStartObject();
            json.WriteString("name", missing.Name);
            json.WriteString("directory", missing.Directory);
            json.WriteString("reason", missing.Reason);
            json.WriteString("message", missing.Message);
            json.WriteString("install", missing.Install);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("found", health.Found);
        json.WriteTexts("suggestions", health.Suggestions);
        json.WriteStartArray("surroundings");
        foreach (var fact in health.Surroundings)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteBoolean("good", fact.IsGood);
            json.WriteString("message", fact.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
