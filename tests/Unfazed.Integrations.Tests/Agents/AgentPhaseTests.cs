using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Agents;

public sealed class AgentPhaseTests : IDisposable
{
    private const int Limit = 360_000;

    private readonly AgentScene _scene = new();

    [Fact(Timeout = Limit)]
    public async Task The_tool_is_called_with_the_agent_and_the_task()
    {
        var finding = new Finding { Tool = "flake8", Rule = "E501", Severity = Severity.Warning, Message = "line too long", Path = "a.py", Line = 3 };

        var result = await _scene.RunAsync("good", AgentScene.Failing("code_quality", finding));

        Assert.Equal("ok", result.Status);
        Assert.Equal("code_quality: agent coder was set to work: spawned", result.Message);
        using var asked = JsonDocument.Parse((await File.ReadAllLinesAsync(_scene.Notes))[0]);
        Assert.Equal("agent_spawn", asked.RootElement.GetProperty("name").GetString());
        var arguments = asked.RootElement.GetProperty("arguments");
        Assert.Equal("coder", arguments.GetProperty("agentType").GetString());
        Assert.Contains("\"rule\":\"E501\"", arguments.GetProperty("task").GetString(), StringComparison.Ordinal);
        Assert.Empty(_scene.Left());
    }

    [Theory(Timeout = Limit)]
    [InlineData("old")]
    [InlineData("many")]
    [InlineData("chatty")]
    [InlineData("asks")]
    [InlineData("newest")]
    [InlineData("newest-bare")]
    [InlineData("newest-unknown")]
    public async Task Servers_differ(string manner)
    {
        var result = await _scene.RunAsync(manner);

        Assert.Equal("ok", result.Status);
        Assert.Empty(_scene.Left());
    }

    [Theory(Timeout = Limit)]
    [InlineData("refuses", "no such agent")]
    [InlineData("fails", "the agent gave up")]
    [InlineData("rejects", "not with these arguments")]
    [InlineData("other", "the server has no tool 'agent_spawn'")]
    public async Task A_failure_in_the_servers_own_words_is_no_failure_of_the_server(string manner, string words)
    {
        var result = await _scene.RunAsync(manner);

        Assert.Equal("failed", result.Status);
        Assert.Contains(words, result.Message, StringComparison.Ordinal);
        Assert.Equal(0, _scene.Breaker.Failures);
    }

    [Theory(Timeout = Limit)]
    [InlineData("dies", "the server ended with exit code 3: cannot allocate an agent")]
    [InlineData("floods", "the server sends a message of more than 8 MB")]
    [InlineData("endless", "the server's list of tools has no end")]
    [InlineData("nonsense", "the server gave no answer that could be understood")]
    [InlineData("newest-asks", "the server gave no answer that could be understood: Server sent an elicitation input request")]
    [InlineData("future", "the server speaks revision 2099-01-01 of the Model Context Protocol, which Unfazed does not know")]
    [InlineData("newest-other", "the server speaks revision 2099-01-01 of the Model Context Protocol, which Unfazed does not know")]
    public async Task A_server_that_misbehaves_is_ended_and_counted(string manner, string words)
    {
        var result = await _scene.RunAsync(manner);

        Assert.Equal("failed", result.Status);
        Assert.Contains(words, result.Message, StringComparison.Ordinal);
        Assert.Equal(1, _scene.Breaker.Failures);
        Assert.Empty(_scene.Left());
    }

    [Theory(Timeout = Limit)]
    [InlineData("registers", "has done no work yet: the server says 'registered': execute it with an API key")]
    [InlineData("task", "has done no work yet: the server gave a task that still runs, and Unfazed does not wait for tasks")]
    [InlineData("empty", "may have done nothing: the result is empty; agents.verify runs the dimension again")]
    public async Task An_agent_that_was_registered_or_said_nothing_has_not_worked(string manner, string words)
    {
        var result = await _scene.RunAsync(manner);

        Assert.Equal(("failed", $"code_quality: agent coder {words}"), (result.Status, result.Message));
        Assert.Equal(0, _scene.Breaker.Failures);
        Assert.Empty(_scene.Left());
    }

    [Fact(Timeout = Limit)]
    public async Task An_empty_result_is_judged_by_the_dimension_where_it_runs_again()
    {
        _scene.Settings = _scene.Settings with { Verify = Setting<bool>.Default(true) };

        var result = await _scene.RunAsync("empty");

        Assert.Equal("ok", result.Status);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_of_the_newest_revision_that_stays_silent_is_told_with_its_revision()
    {
        _scene.Settings = _scene.Settings with { Timeout = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(30)) };

        var result = await _scene.RunAsync("newest-silent");

        Assert.Equal("code_quality: agent coder failed: the server did not answer server/discover of revision 2026-07-28 within 15s", result.Message);
        Assert.Empty(_scene.Left());
    }

    [Theory(Timeout = Limit)]
    [InlineData("silent")]
    [InlineData("garbage")]
    public async Task A_server_that_never_answers_initialize_is_not_waited_for(string manner)
    {
        _scene.InitializeTimeout = TimeSpan.FromMilliseconds(300);

        var result = await _scene.RunAsync(manner);

        Assert.Equal("code_quality: agent coder failed: the server did not answer initialize within 300ms", result.Message);
        Assert.Equal(1, _scene.Breaker.Failures);
        Assert.Empty(_scene.Left());
    }

    [Fact(Timeout = Limit)]
    public async Task A_call_that_never_ends_is_cancelled_at_its_timeout()
    {
        var time = new FakeTimeProvider();
        _scene.Breaker = new CircuitBreaker("mcp", CircuitBreakerOptions.Default, time);

        var running = _scene.RunAsync("waits");
        await _scene.CalledAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        var result = await running;

        Assert.Equal("code_quality: agent coder failed: timed out after 5m", result.Message);
        Assert.Equal(1, _scene.Breaker.Failures);
        Assert.Contains("cancelled unfazed-1", await File.ReadAllLinesAsync(_scene.Notes));
        Assert.Empty(_scene.Left());
    }

    [Fact(Timeout = Limit)]
    public async Task Progress_for_ever_is_no_answer_and_has_a_bound()
    {
        var result = await _scene.RunAsync("reports");

        Assert.Equal("code_quality: agent coder failed: the server sends messages of more than 64 MB", result.Message);
        Assert.Empty(_scene.Left());
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_is_not_there_is_counted_until_it_is_not_tried_any_more()
    {
        for (var run = 0; run < 3; run++)
        {
            var failed = await _scene.RunAsync(["no-such-server"], CancellationToken.None);
            Assert.Contains("the server could not be started", failed.Message, StringComparison.Ordinal);
        }

        var result = await _scene.RunAsync("good");

        Assert.Equal("circuit_open", result.Status);
        Assert.Matches("^code_quality: agent coder was not asked: circuit open until [0-9:]{8} \\(last error: .*the server could not be started", result.Message);
        Assert.False(File.Exists(_scene.Notes));
    }

    [Fact(Timeout = Limit)]
    public async Task After_a_death_the_next_agent_has_a_server_of_its_own()
    {
        var result = await _scene.RunAsync("dies", AgentScene.Failing("code_quality"), AgentScene.Failing("type_safety"));

        Assert.Equal(2, result.Message.Split("exit code 3").Length - 1);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_scene.Notes)).Length);
    }

    [Fact(Timeout = Limit)]
    public async Task No_more_are_set_to_work_than_configured_and_one_server_serves_them()
    {
        var result = await _scene.RunAsync("good", AgentScene.Failing("code_quality"), AgentScene.Failing("type_safety"), AgentScene.Failing("lint"));

        Assert.Equal(2, (await File.ReadAllLinesAsync(_scene.Notes)).Length);
        Assert.Equal("ok", result.Status);
        Assert.EndsWith("1 more left for another run (agents.max_per_run)", result.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_fails_is_work_without_a_suggestion_too()
    {
        var result = await _scene.RunAsync("good", AgentScene.Failing("behavioral") with { FixSuggestion = null, Agent = "tester" });

        Assert.Equal(("ok", "behavioral: agent tester was set to work: spawned"), (result.Status, result.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task What_passed_or_could_not_be_verified_or_has_no_agent_is_nobodys_work()
    {
        var failing = AgentScene.Failing("code_quality");

        var result = await _scene.RunAsync("good", failing with { Status = CheckStatus.Error }, failing with { Status = CheckStatus.Passed }, failing with { Agent = null });

        Assert.Equal("skipped", result.Status);
        Assert.False(File.Exists(_scene.Notes));
    }

    [Theory(Timeout = Limit)]
    [InlineData(CheckStatus.Passed, "ok", "and the fix holds: flake8")]
    [InlineData(CheckStatus.Failed, "failed", "and the fix does not hold: flake8")]
    [InlineData(CheckStatus.Unavailable, "failed", "whether the fix holds could not be verified: flake8")]
    [InlineData(null, "failed", "whether the fix holds is not known")]
    public async Task With_verify_the_dimension_runs_again_and_the_outcome_says_whether_the_fix_holds(CheckStatus? again, string status, string words)
    {
        _scene.Settings = _scene.Settings with { Verify = Setting<bool>.Default(true) };
        _scene.Again = work => again is { } end ? work.Result with { Status = end } : null;

        var result = await _scene.RunAsync("good");

        Assert.Equal(status, result.Status);
        Assert.Contains(words, result.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_interrupt_ends_the_call_and_the_server()
    {
        using var interrupt = new CancellationTokenSource();

        var running = _scene.RunAsync([AgentScene.Puppet, "mcp", "waits", _scene.Notes], interrupt.Token, AgentScene.Failing("code_quality"), AgentScene.Failing("lint"));
        await _scene.CalledAsync();
        await interrupt.CancelAsync();
        var result = await running;

        Assert.Equal("skipped", result.Status);
        Assert.Equal("code_quality: agent coder was interrupted; lint: interrupted", result.Message);
        Assert.Empty(_scene.Left());
    }

    [Fact(Timeout = Limit)]
    public async Task Arguments_that_the_tool_does_not_take_are_not_sent()
    {
        _scene.Settings = _scene.Settings with { Arguments = Setting<System.Collections.Immutable.ImmutableDictionary<string, string>>.Default(System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("prompt", "{task}")) };

        var result = await _scene.RunAsync("good");

        Assert.Equal("code_quality: agent coder failed: the tool takes no 'prompt', but 'agentType', 'task': change agents.arguments", result.Message);
        Assert.False(File.Exists(_scene.Notes));
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_server_says_reaches_nobody_with_a_secret_in_it()
    {
        _scene.Redactor = Unfazed.Core.Redaction.Redactor.Of([new("DEPLOY_TOKEN", "no such agent")]);
        var result = await _scene.RunAsync("refuses");
        Assert.EndsWith("failed: ***", result.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();
}
