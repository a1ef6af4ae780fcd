using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Agents;

/// <summary>
/// Sets agents to work on what failed, after the report: one after the other, since they change the same files. It can change no verdict,
/// and nothing of it throws for what a server does.
/// </summary>
internal sealed class AgentPhase(AgentSetup setup) : IAsyncDisposable
{
    /// <summary>The service that agents are reached through.</summary>
    public const string Service = ServiceSettings.Mcp;

    // No shorter one can be given to a call.
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromMilliseconds(10);

    private readonly AgentSettings _settings = setup.Settings;
    private (McpSession Session, ModelContextProtocol.Protocol.Tool? Tool, ImmutableArray<string> Names)? _open;

    /// <summary>Works through a report.</summary>
    public async Task<IntegrationResult> RunAsync(ValidationReport report, CancellationToken interrupt)
    {
        var work = AgentWork.Of(report);
        var most = _settings.MaxPerRun.Value;
        var outcomes = new List<AgentOutcome>();
        foreach (var one in work.Take(most))
        {
            var outcome = interrupt.IsCancellationRequested ? new AgentOutcome("skipped", $"{one.Result.Dimension}: interrupted") : await SetToWorkAsync(one, interrupt).ConfigureAwait(false);
            setup.Say(outcome.Message);
            outcomes.Add(outcome);
        }

        if (work.Length > most)
        {
            outcomes.Add(new AgentOutcome("skipped", FormattableString.Invariant($"{work.Length - most} more left for another run (agents.max_per_run)")));
        }

        return AgentOutcome.Sum(outcomes);
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async Task<AgentOutcome> SetToWorkAsync(AgentWork work, CancellationToken interrupt)
    {
        var who = $"{work.Result.Dimension}: agent {TerminalText.CleanLine(work.Agent)}";
        try
        {
            setup.Say($"{who} is asked");
            var answer = await CallAsync(work, interrupt).ConfigureAwait(false);
            return answer.Ending switch
            {
                ToolEnding.Refused => new AgentOutcome("failed", $"{who} failed: {answer.Text}"),
                ToolEnding.Unfinished => new AgentOutcome("failed", $"{who} has done no work yet: {answer.Text}"),
                _ when _settings.Verify.Value => await VerifyAsync(work, who, interrupt).ConfigureAwait(false),
                ToolEnding.Silent => new AgentOutcome("failed", $"{who} may have done nothing: the result is empty; agents.verify runs the dimension again"),
                _ => new AgentOutcome("ok", $"{who} was set to work: {answer.Text}"),
            };
        }
        catch (CircuitOpenException open)
        {
            return new AgentOutcome("circuit_open", $"{who} was not asked: {OpenCircuit.Describe(open, setup.Time)}");
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return new AgentOutcome("skipped", $"{who} was interrupted");
        }
        catch (Exception error) when (error is McpServerException or TimeoutException or OperationCanceledException)
        {
            // What it is doing now nobody knows: the next one gets a server of its own.
            await CloseAsync().ConfigureAwait(false);
            return new AgentOutcome("failed", $"{who} failed: {(error is McpServerException ? setup.Redactor.Text(error.Message) : $"timed out after {DurationText.Of(_settings.Timeout.Value)}")}");
        }
    }

    private async Task<ToolAnswer> CallAsync(AgentWork work, CancellationToken interrupt)
    {
        // Without a breaker it is called all the same, once.
        var calls = new RetryWithBreaker(setup.Breaker ?? new CircuitBreaker(Service), new RetryWithBreakerOptions
        {
            // An agent may have done half of its work: only who starts anew by hand knows whether that is well.
            MaxAttempts = 1,
            AttemptTimeout = _settings.Timeout.Value < ShortestAttempt ? ShortestAttempt : _settings.Timeout.Value,
            Exceptions = [typeof(McpServerException), typeof(TimeoutException), typeof(Polly.Timeout.TimeoutRejectedException)],
        });
        var answer = await calls.ExecuteAsync(async token => await AskAsync(work, token).ConfigureAwait(false), interrupt).ConfigureAwait(false);
        return answer.Shown(setup.Redactor);
    }

    private async Task<ToolAnswer> AskAsync(AgentWork work, CancellationToken cancellationToken)
    {
        var (session, tool, names) = _open ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (tool is null)
        {
            return ToolAnswer.Refused($"the server has no tool '{setup.Tool}', but {ToolArguments.List(names)}: set services.mcp.tool");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["agent"] = work.Agent,
            ["task"] = new AgentBriefing(setup.Redactor, setup.Server.Directory).For(work),
            ["dimension"] = work.Result.Dimension.Name,
            ["tier"] = work.Result.Tier.WireName(),
            ["root"] = setup.Server.Directory,
        };
        var (arguments, mistake) = ToolArguments.Make(_settings.Arguments.Value, values, tool.InputSchema);
        return mistake is null ? await session.CallAsync(tool.Name, arguments, cancellationToken).ConfigureAwait(false) : ToolAnswer.Refused(mistake);
    }

    private async Task<(McpSession Session, ModelContextProtocol.Protocol.Tool? Tool, ImmutableArray<string> Names)> OpenAsync(CancellationToken cancellationToken)
    {
        // A handshake that nobody answers ends before the call does: its own message says more than "no answer".
        var half = _settings.Timeout.Value / 2;
        var server = setup.Server.InitializeTimeout > half && half >= ShortestAttempt ? setup.Server with { InitializeTimeout = half } : setup.Server;
        var session = await McpSession.OpenAsync(server, cancellationToken).ConfigureAwait(false);
        try
        {
            var (tool, names) = await session.FindToolAsync(setup.Tool, cancellationToken).ConfigureAwait(false);
            return (session, tool, names);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<AgentOutcome> VerifyAsync(AgentWork work, string who, CancellationToken interrupt)
    {
        setup.Say($"{work.Result.Dimension} runs again");
        var again = await setup.Verify(work, interrupt).ConfigureAwait(false);
        var outcome = again.Result switch
        {
            { Status: CheckStatus.Passed } => new AgentOutcome("ok", $"{who} was set to work, and the fix holds: {again.Result.Message}"),
            null => new AgentOutcome("failed", $"{who} was set to work; whether the fix holds is not known: nothing of it runs any more"),
            { Status: CheckStatus.Failed } => new AgentOutcome("failed", $"{who} was set to work, and the fix does not hold: {again.Result.Message}"),
            _ => new AgentOutcome("failed", $"{who} was set to work; whether the fix holds could not be verified: {again.Result.Message}"),
        };
        return again.Remark.Length == 0 ? outcome : outcome with { Message = $"{outcome.Message} ({again.Remark})" };
    }

    private async ValueTask CloseAsync()
    {
        if (_open is { } open)
        {
            _open = null;
            await open.Session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
