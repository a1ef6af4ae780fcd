using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Integrations.Agents;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Integrations;

/// <summary>
/// Sets agents to work on what failed, through the server of <c>services.mcp</c> (Model Context Protocol), after the report. The verdict stays as it is;
/// the journal of the run has the outcome.
/// </summary>
/// <param name="setup">The setup of the run: its configuration, its breakers and its environment.</param>
public sealed class AgentRun(OrchestratorSetup setup)
{
    private const string LogName = "agents.log";
    private const int MaxNamed = 5;

    private readonly UnfazedConfiguration _configuration = setup.Configuration;
    private readonly ServerChoice _server = new(setup.Configuration, setup.Processes.Environment, setup.Workspace.Root);

    /// <summary>Receives a line for people about each step. What a server says stands in it: clean it with <see cref="TerminalText"/>.</summary>
    public Action<string> OnProgress { get; init; } = static _ => { };

    /// <summary>What the report says before agents are set to work, for <see cref="OrchestratorSetup.Integrations"/>; empty where <c>agents.enabled</c> is off.</summary>
    public ImmutableArray<IntegrationResult> Announce() => !_configuration.Agents.Enabled.Value ? []
        : _server.Objection is { } why ? [new IntegrationResult(ServiceSettings.Mcp, "skipped", why)]
        : [new IntegrationResult(ServiceSettings.Mcp, "pending", "agents are set to work when the report is written")];

    /// <summary>Sets agents to work on the failed dimensions, one after the other, and with <c>agents.verify</c> runs each dimension again.</summary>
    /// <param name="report">The report.</param>
    /// <param name="selection">What the run was asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The outcome; null where agents are off.</returns>
    public async Task<IntegrationResult?> RunAsync(ValidationReport report, RunSelection selection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(selection);
        if (Announce() is not [var announced])
        {
            return null;
        }

        if (_server.Objection is not null)
        {
            return announced;
        }

        await using var phase = new AgentPhase(Agents(report.Run.Id, selection));
        var outcome = await phase.RunAsync(report, cancellationToken).ConfigureAwait(false);
        JournalAmendment.TryAdd(setup.Workspace.Root, setup.Processes.Environment, report.Run.Id, setup.Time.GetUtcNow(), [outcome]);
        return outcome;
    }

    private AgentSetup Agents(string runId, RunSelection selection)
    {
        var service = _configuration.FindService(ServiceSettings.Mcp)!;
        var folder = new RunHistory(setup).FolderOf(runId);
        return new AgentSetup
        {
            Settings = _configuration.Agents,
            Tool = service.Tool?.Value ?? ServiceSettings.UsualTool,
            Server = new McpServer(_server.Command!.Value, setup.Workspace.Root, setup.Processes, $"{runId}/agents") { LogPath = folder is null ? null : Path.Combine(folder, LogName) },
            Breaker = ServiceBreaker.Of(_configuration, setup.Breakers, (service.Name, service.Endpoint), _configuration.Agents.Timeout.Value),
            Redactor = setup.Processes.Redactor,
            Time = setup.Time,
            Verify = (work, token) => VerifyAsync(work, selection, token),
            Say = OnProgress,
        };
    }

    private async Task<Verification> VerifyAsync(AgentWork work, RunSelection selection, CancellationToken cancellationToken)
    {
        try
        {
            var again = await RepeatedDimension.RunAsync(setup, work.Result, selection, cancellationToken).ConfigureAwait(false);
            return new Verification(again.Result, Remark(again.ChangedConfiguration));
        }
        catch (WorkspaceException error)
        {
            OnProgress($"{work.Result.Dimension} cannot run again: {error.Message}");
            return new Verification(null, "");
        }
    }

    private static string Remark(ImmutableArray<string> changed) => changed.IsEmpty ? ""
        : $"configuration changed since the run began: {string.Join(", ", changed.Take(MaxNamed).Select(TerminalText.CleanLine))}{(changed.Length > MaxNamed ? ", …" : "")}";
}
