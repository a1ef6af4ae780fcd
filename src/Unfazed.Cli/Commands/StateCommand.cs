using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed state</c>: what is paused, until when and why, what is kept; and the ways to change that by hand.</summary>
internal sealed class StateCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    private const string Usage = "unfazed state breakers [list] | reset NAME | reset --all | isolate NAME; unfazed state cache [list] | clean";

    public async Task<int> RunAsync()
    {
        var words = options.Request.Arguments;
        return words switch
        {
            ["breakers"] or ["breakers", "list"] when !options.All => await ListAsync().ConfigureAwait(false),
            ["breakers", "reset"] when options.All => await ResetAllAsync().ConfigureAwait(false),
            ["breakers", "reset", var name] when !options.All => await ResetAsync(name).ConfigureAwait(false),
            ["breakers", "isolate", var name] when !options.All => await IsolateAsync(name).ConfigureAwait(false),
            ["services"] or ["services", "list"] when !options.All => await ServicesAsync(isFlush: false).ConfigureAwait(false),
            ["services", "flush"] when !options.All => await ServicesAsync(isFlush: true).ConfigureAwait(false),
            ["services", ..] => throw new UsageException("unfazed state services [list] | flush"),
            ["cache"] or ["cache", "list"] when !options.All => new CacheCommand(host, options).List(),
            ["cache", "clean"] when !options.All => await new CacheCommand(host, options).CleanAsync(cancellationToken).ConfigureAwait(false),
            ["cache", ..] => throw new UsageException("unfazed state cache [list] | clean"),
            ["runs", ..] => throw new UsageException($"\"state {words[0]}\" is not supported by this version"),
            _ => throw new UsageException($"{Usage}"),
        };
    }

    private async Task<int> ServicesAsync(bool isFlush)
    {
        using var services = new ServicesCommand(host, options, await LoadAsync().ConfigureAwait(false));
        return isFlush ? await services.FlushAsync(cancellationToken).ConfigureAwait(false) : await services.ListAsync().ConfigureAwait(false);
    }

    private async Task<int> ListAsync()
    {
        var project = await LoadAsync().ConfigureAwait(false);
        await using var breakers = BreakerStore.Open(host);
        var posted = new BreakerBoard(breakers, project.Root.Path).All();
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json =>
            {
                json.WriteNumber("schema_version", JsonReport.SchemaVersion);
                json.WriteStartArray("breakers");
                foreach (var breaker in posted)
                {
                    WriteJson(json, breaker);
                }

                json.WriteEndArray();
            });
            return ExitCodes.Passed;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new BreakerText(writer, host.Time, project.Root.Path).Write(posted);
        host.Terminal.Write(writer.ToString());
        return ExitCodes.Passed;
    }

    private async Task<int> ResetAllAsync()
    {
        await using var breakers = BreakerStore.Open(host);
        new BreakerBoard(breakers, "").ResetAll();
        host.Say("unfazed: every circuit breaker is closed");
        return ExitCodes.Passed;
    }

    private async Task<int> ResetAsync(string name)
    {
        var project = await LoadAsync().ConfigureAwait(false);
        await using var breakers = BreakerStore.Open(host);
        if (new BreakerBoard(breakers, project.Root.Path).Reset(name) == 0)
        {
            _ = await GuardsOf(project, name).ConfigureAwait(false);
            host.Say($"unfazed: {Quoted.Of(name)} has no circuit breaker that was ever opened");
            return ExitCodes.Passed;
        }

        host.Say($"unfazed: the circuit breaker of {Quoted.Of(name)} is closed");
        return ExitCodes.Passed;
    }

    private async Task<int> IsolateAsync(string name)
    {
        var project = await new ProjectLoader(host, options.WithoutArguments()).LoadAsync(cancellationToken).ConfigureAwait(false);
        var names = await GuardsOf(project, name).ConfigureAwait(false);
        await using var breakers = BreakerStore.Open(host);
        new BreakerBoard(breakers, project.Root.Path).Isolate(names);
        host.Say($"unfazed: {Quoted.Of(name)} is isolated until \"unfazed state breakers reset {Quoted.Short(name)}\"");
        return ExitCodes.Passed;
    }

    /// <exception cref="UsageException">There is no such service and no such check here.</exception>
    private async Task<IReadOnlyList<BreakerName>> GuardsOf(Project project, string name)
    {
        var processes = new ProcessRunner(host.Environment, host.Time);
        var workspace = project.Workspace;
        var setup = new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = project.Configuration,
            Sources = CheckSources.All,
            Processes = processes,
            Time = host.Time,
        };
        var plan = new ValidationOrchestrator(setup).Plan(RunSelection.All);
        var names = new CheckGuards(setup, plan).NamesOf(name).ToList();
        var known = plan.Checks.Where(static check => check.Program is not null).Select(static check => check.Name)
            .Concat(plan.Checks.Select(static check => check.Service).OfType<string>())
            .Concat(project.Configuration.Services.Select(static service => service.Name));
        return names.Count > 0
            ? names
            : throw new UsageException($"{Quoted.Of(name)} is no service and no tool that runs here{NearestName.Hint(name, known)}");
    }

    // What is kept can be shown, closed and sent whatever the repository's configuration looks like.
    private Task<Project> LoadAsync() =>
        new ProjectLoader(host, options.WithoutArguments()) { AcceptsErrors = true }.LoadAsync(cancellationToken);

    private static void WriteJson(Utf8JsonWriter json, PostedBreaker posted)
    {
        var (name, snapshot) = posted;
        json.WriteStartObject();
        json.WriteString("name", name?.Name ?? snapshot.Name);
        json.WriteString("kind", name is null ? null : name.Kind == BreakerKind.Tool ? "check" : "service");
        json.WriteString("root", name?.Kind == BreakerKind.Endpoint ? null : name?.Root);
        json.WriteString("endpoint", name?.Kind == BreakerKind.Endpoint ? name.Identity : null);
        json.WriteString("state", BreakerText.StateName(snapshot.State));
        json.WriteNumber("failures", snapshot.Failures);
        json.WriteTime("opened_at", snapshot.OpenedAt);
        json.WriteTime("next_probe_at", snapshot.NextProbe);
        json.WriteTime("last_failure_at", snapshot.LastFailure);
        json.WriteString("last_cause", snapshot.LastCause);
        json.WriteEndObject();
    }
}
