using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Agents;

/// <summary>Agents for a program that has nothing but a setup and a report.</summary>
public sealed class AgentRunTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly AgentScene _scene = new();
    private readonly TestRepository _repository = new();
    private Observation _seen = Observation.Completed([]);

    public AgentRunTests() => _repository.Folder.Write("a.txt", "x\n");

    public void Dispose()
    {
        _scene.Dispose();
        _repository.Dispose();
    }

    [Theory(Timeout = Limit)]
    [InlineData(true, "ok", "and the fix holds")]
    [InlineData(false, "failed", "and the fix does not hold")]
    public async Task An_agent_is_called_and_its_fix_is_judged_by_the_dimension_that_runs_again(bool isFixed, string status, string words)
    {
        _seen = isFixed ? Observation.Completed([]) : Observation.Completed([new Finding { Tool = "mine", Rule = "r", Severity = Severity.Error, Message = "still wrong" }]);
        var setup = await LoadAsync("agents: { enabled: true, verify: true }");
        var said = new List<string>();
        var agents = new AgentRun(setup) { OnProgress = said.Add };
        Assert.Equal("pending", Assert.Single(agents.Announce()).Status);

        var outcome = (await agents.RunAsync(AgentScene.Report(AgentScene.Failing("code_quality")), RunSelection.All))!;

        Assert.Equal(("mcp", status), (outcome.Name, outcome.Status));
        Assert.Contains(words, outcome.Message, StringComparison.Ordinal);
        Assert.Contains("code_quality runs again", said);
        using var asked = JsonDocument.Parse((await File.ReadAllLinesAsync(_scene.Notes))[0]);
        Assert.Equal("coder", asked.RootElement.GetProperty("arguments").GetProperty("agentType").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_that_an_agent_started_sets_no_other_agent_to_work()
    {
        var agents = new AgentRun(await LoadAsync("agents: { enabled: true }", ("UNFAZED_CHECK_ID", "1/agents")));

        var outcome = (await agents.RunAsync(AgentScene.Report(AgentScene.Failing("code_quality")), RunSelection.All))!;

        Assert.Equal(("skipped", "this run was started by a check or an agent"), (outcome.Status, outcome.Message));
        Assert.False(File.Exists(_scene.Notes));
    }

    [Fact(Timeout = Limit)]
    public async Task Agents_that_are_off_leave_no_trace_in_the_report()
    {
        var agents = new AgentRun(await LoadAsync("agents: { enabled: false }"));

        Assert.Empty(agents.Announce());
        Assert.Null(await agents.RunAsync(AgentScene.Report(AgentScene.Failing("code_quality")), RunSelection.All));
    }

    private async Task<OrchestratorSetup> LoadAsync(string agents, params (string Name, string Value)[] variables)
    {
        _scene.Folder.Write("config/unfazed/unfazed.yaml", $"{agents}\nservices: {{ mcp: {{ run: [\"{AgentScene.Puppet}\", tag, agents, mcp, good, \"{_scene.Notes}\"] }} }}\n");
        var environment = ProcessEnvironment.Capture();
        return await OrchestratorSetup.LoadAsync(new SetupRequest
        {
            Sources = [new ValidatorSource("mine", new Dimension("code_quality"), _ => new Fixed(this))],
            Environment = environment with
            {
                Directory = _repository.Path,
                Variables = environment.Variables.SetItems(TestRepository.Variables)
                    .SetItem("XDG_CONFIG_HOME", _scene.Folder["config"])
                    .SetItem("UNFAZED_STATE_DIR", _scene.Folder["state"])
                    .SetItems(variables.Select(static variable => KeyValuePair.Create(variable.Name, variable.Value))),
            },
        });
    }

    private sealed class Fixed(AgentRunTests test) : IValidator
    {
        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken) => Task.FromResult(test._seen);
    }
}
