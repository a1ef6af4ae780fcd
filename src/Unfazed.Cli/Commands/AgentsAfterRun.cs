using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Agents;
using Unfazed.Integrations.Delivery;
using Unfazed.Resilience;

namespace Unfazed.Cli.Commands;

/// <summary>
/// Agents that are set to work on what failed: a phase after the report, outside the deadline and the services' budget. The verdict is given
/// and stays; what became of it is added to the run's journal.
/// </summary>
internal sealed class AgentsAfterRun(Host host, GivenOptions options, LoadedRepository loaded)
{
    private const string LogName = "agents.log";

    private readonly UnfazedConfiguration _configuration = loaded.Project.Configuration;

    private bool IsWanted => _configuration.Agents.Enabled.Value && loaded.IsWhole;

    /// <summary>What the report says of it.</summary>
    public ImmutableArray<IntegrationResult> Announce() => !IsWanted ? []
        : WhyNot() is { } why ? [new IntegrationResult(ServiceSettings.Mcp, "skipped", why)]
        : [new IntegrationResult(ServiceSettings.Mcp, "pending", "agents are set to work when the report is written")];

    /// <summary>Sets them to work. Only here is the code for it loaded.</summary>
    /// <param name="report">The report as it was written.</param>
    /// <param name="breakers">The user's breakers.</param>
    /// <param name="interruption">Ends it.</param>
    /// <returns>The exit code: the report's, unless a signal ended this phase.</returns>
    public Task<int> RunAsync(ValidationReport report, CircuitBreakerRegistry breakers, Interruption interruption) =>
        !IsWanted || WhyNot() is not null || interruption.ExitCode is not null
            ? Task.FromResult(report.ExitCode)
            : WorkAsync(report, breakers, interruption);

    private async Task<int> WorkAsync(ValidationReport report, CircuitBreakerRegistry breakers, Interruption interruption)
    {
        // Agents have limits of their own, beyond the deadline.
        host.Exit?.Watchdog.Release();
        try
        {
            await using var phase = new AgentPhase(Setup(report.Run.Id, breakers));
            Record(report, await phase.RunAsync(report, interruption.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The verdict is given: not even a defect of ours in what follows may change it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var message = $"agents were not set to work, by a defect of Unfazed: {error.GetType().Name}: {Quoted.Short(error.Message)}";
            host.Say($"unfazed: {message}");
            Record(report, new IntegrationResult(ServiceSettings.Mcp, "failed", host.Redactor.Text(message)));
        }

        return interruption.ExitCode ?? report.ExitCode;
    }

    private void Record(ValidationReport report, IntegrationResult outcome) =>
        JournalAmendment.TryAdd(loaded.Project.Root.Path, host.Environment, report.Run.Id, host.Time.GetUtcNow(), [outcome]);

    private string? WhyNot() => Server().Objection ?? (options.Request.IsUnderHook ? "nobody waits for agents in a hook" : null);

    // Never inlined: without agents no code for them is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ServerChoice Server() => new(_configuration, host.Environment, loaded.Project.Root.Path);

    private AgentSetup Setup(string runId, CircuitBreakerRegistry breakers)
    {
        var service = _configuration.FindService(ServiceSettings.Mcp)!;
        var root = loaded.Project.Root.Path;
        var processes = new ProcessRunner(host.Environment, host.Time);
        var folder = new RunArchive(RootState.Of(root, host.Environment)).FolderOf(runId);
        return new AgentSetup
        {
            Settings = _configuration.Agents,
            Tool = service.Tool?.Value ?? ServiceSettings.UsualTool,
            Server = new McpServer(Server().Command!.Value, root, processes, $"{runId}/agents") { LogPath = folder is null ? null : Path.Combine(folder, LogName) },
            Breaker = ServiceBreaker.Of(_configuration, breakers, (service.Name, service.Endpoint), _configuration.Agents.Timeout.Value),
            Redactor = processes.Redactor,
            Time = host.Time,
            Verify = (work, token) => new DimensionAgain(host, options, loaded).RunAsync(work.Result, token),
            Say = line =>
            {
                if (options.Verbosity != Rendering.Verbosity.Quiet)
                {
                    host.Say($"unfazed: {line}");
                }
            },
        };
    }
}
