using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed list</c>: what would run here, why, found where, in which version.</summary>
internal sealed class ListCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    public async Task<int> RunAsync()
    {
        var project = await new ProjectLoader(host, options).LoadAsync(cancellationToken).ConfigureAwait(false);
        var processes = new ProcessRunner(host.Environment, host.Time);
        var workspace = project.Workspace;
        foreach (var notice in workspace.Notices)
        {
            host.Say($"unfazed: {notice}");
        }

        var setup = new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = project.Configuration,
            Sources = CheckSources.All,
            Processes = processes,
            Time = host.Time,
        };
        var selection = await new NarrowedFiles(host, options).SelectAsync(project, workspace, cancellationToken).ConfigureAwait(false);
        foreach (var notice in selection.Changes?.Notices ?? [])
        {
            host.Say($"unfazed: {notice}");
        }

        var plan = new ValidationOrchestrator(setup).Plan(selection);
        var versions = await new ToolVersions(processes, project.Root.Path).AskAsync(plan.Checks, cancellationToken).ConfigureAwait(false);
        await using var breakers = BreakerStore.Open(host);
        var pauses = new CheckGuards(setup, plan).Pauses(breakers.Snapshots());
        Write(project, plan, [.. plan.Checks.Zip(versions, pauses).Select(static listed => new ListedCheck(listed.First, listed.Second.Version, listed.Third))]);
        return ExitCodes.Passed;
    }

    private void Write(Project project, RunPlan plan, ImmutableArray<ListedCheck> checks)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => WriteJson(json, project, plan, checks));
            return;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new PlanText(writer, host.Time).Write(checks, plan.Suggestions);
        host.Terminal.Write(writer.ToString());
    }

    private static void WriteJson(Utf8JsonWriter json, Project project, RunPlan plan, ImmutableArray<ListedCheck> checks)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("root", project.Root.Path);
        json.WriteTexts("configuration", project.ConfigurationFiles);
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            WriteCheck(json, check);
        }

        json.WriteEndArray();
        json.WriteStartArray("projects");
        foreach (var place in ProjectTree.Of(checks))
        {
            json.WriteStartObject();
            json.WriteString("directory", place.Directory);
            json.WriteString("parent", place.Parent);
            json.WriteTexts("checks", [.. place.Checks.Select(static listed => listed.Check.Name)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("suggestions", plan.Suggestions);
    }

    private static void WriteCheck(Utf8JsonWriter json, ListedCheck listed)
    {
        var (check, version, pausedBy) = listed;
        json.WriteStartObject();
        json.WriteString("name", check.Name);
        json.WriteString("dimension", check.Dimension.Name);
        json.WriteNumber("tier", (int)check.Tier);
        json.WriteString("directory", check.Directory);
        json.WriteString("reason", check.Reason);
        json.WriteString("program", check.Program);
        json.WriteString("version", version);
        json.WriteTexts("command", check.Command);
        json.WriteMilliseconds("timeout_ms", check.Timeout);
        json.WriteBoolean("runs", check.Settled is null);
        json.WriteString("message", check.Settled?.Message);
        json.WriteString("breaker", pausedBy is null ? "closed" : BreakerText.StateName(pausedBy.State));
        json.WriteEndObject();
    }
}
