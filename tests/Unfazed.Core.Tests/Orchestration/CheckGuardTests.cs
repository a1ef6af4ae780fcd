using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CheckGuardTests : IDisposable
{
    private static readonly Observation Crashed = new()
    {
        Ending = ObservationEnding.Error,
        Error = ErrorCodes.Signal,
        Attempts = 1,
        Details = Observation.NoDetails.Add("signal", "SIGSEGV"),
    };

    private readonly Scene _scene = new();
    private int _started;

    public CheckGuardTests()
    {
        _scene.Breakers = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions { TimeProvider = _scene.Time });
        Configure(failMax: 3, reset: TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _scene.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_service_whose_checks_keep_crashing_is_not_attempted_and_says_until_when_and_why()
    {
        Giving(Crashed, static check => check with { Service = "dead" });
        await RunTimes(3);

        var fourth = (await _scene.Orchestrator().RunAllAsync()).Checks.Single();

        Assert.Equal(3, _started);
        Assert.Equal(CheckStatus.CircuitOpen, fourth.Status);
        Assert.Equal("circuit open: service dead until 00:00:05 (3 failures in a row, last error: SIGSEGV)", fourth.Message);
        Assert.Equal(5000L, fourth.Observation.Details["retry_after_ms"].Value);
        Assert.Equal(0, fourth.Observation.Attempts);
        Assert.DoesNotContain(_scene.Events.OfType<CheckStarted>().Skip(3), _ => true);
    }

    [Fact(Timeout = 120_000)]
    public async Task After_the_break_one_probe_runs_and_its_pass_closes_the_breaker()
    {
        var seen = Crashed;
        Giving(() => seen, static check => check with { Service = "dead" });
        await RunTimes(3);
        _scene.Time.Advance(TimeSpan.FromSeconds(5));
        seen = Scene.Pass;

        Assert.Equal(CheckStatus.Passed, (await _scene.Orchestrator().RunAllAsync()).Checks.Single().Status);
        seen = Crashed;
        await RunTimes(2);
        Assert.Equal(CheckStatus.Error, (await _scene.Orchestrator().RunAllAsync()).Checks.Single().Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_failed_behind_a_service_is_not_held_against_the_tool()
    {
        var seen = Crashed;
        Giving(() => seen, static check => check with { Service = "dead", Program = "/bin/true" });
        await RunTimes(3);
        for (var probe = 0; probe < 3; probe++)
        {
            _scene.Time.Advance(TimeSpan.FromSeconds(5));
            await RunTimes(1);
        }

        Assert.Equal(6, _started);
        Assert.Equal(["service"], _scene.Breakers!.Snapshots().Select(static snapshot => snapshot.Name.Split(':')[0]));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_tool_has_a_breaker_of_its_own_that_a_mended_configuration_never_meets()
    {
        var settings = Path.Combine(_scene.Root, "tool.ini");
        await File.WriteAllTextAsync(settings, "broken");
        Giving(Crashed, static check => check with { Program = "/bin/true", ConfigurationFiles = ["tool.ini"] });
        await RunTimes(3);
        Assert.Equal(CheckStatus.CircuitOpen, (await _scene.Orchestrator().RunAllAsync()).Checks.Single().Status);

        await File.WriteAllTextAsync(settings, "mended");

        Assert.Equal(CheckStatus.Error, (await _scene.Orchestrator().RunAllAsync()).Checks.Single().Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Force_passes_a_tools_breaker_by_and_not_a_services()
    {
        Giving(Crashed, static check => check with { Program = "/bin/true" });
        await RunTimes(3);
        _scene.PassToolBreakersBy = true;

        Assert.Equal(CheckStatus.Error, (await _scene.Orchestrator().RunAllAsync()).Checks.Single().Status);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(ObservationEnding.Completed, null)]
    [InlineData(ObservationEnding.TimedOut, ErrorCodes.Deadline)]
    [InlineData(ObservationEnding.Error, ErrorCodes.UnreadableOutput)]
    [InlineData(ObservationEnding.Error, ErrorCodes.ToolError)]
    [InlineData(ObservationEnding.Unavailable, ErrorCodes.ToolMissing)]
    [InlineData(ObservationEnding.Cancelled, null)]
    public async Task What_says_nothing_about_a_tool_never_opens_its_breaker(ObservationEnding ending, string? error)
    {
        Giving(new Observation { Ending = ending, Error = error, ReportedProblems = true, Attempts = 1 }, static check => check with { Program = "/bin/true" });
        await RunTimes(6);

        Assert.Equal(6, _started);
    }

    [Fact(Timeout = 120_000)]
    public async Task Switched_off_nothing_is_paused_and_nothing_tried_again()
    {
        _scene.Configuration = _scene.Configuration with
        {
            Resilience = _scene.Configuration.Resilience with { Enabled = Setting<bool>.Default(false) },
        };
        Giving(Crashed, static check => check with { Service = "dead", Retries = 2 });
        await RunTimes(5);

        Assert.Equal(5, _started);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_crash_is_tried_again_where_that_was_asked_for()
    {
        Giving(() => _started < 3 ? Crashed : Scene.Pass, static check => check with { Retries = 2 });

        var check = (await _scene.Orchestrator().RunAllAsync()).Checks.Single();

        Assert.Equal(CheckStatus.Passed, check.Status);
        Assert.Equal(3, check.Observation.Attempts);
    }

    [Fact(Timeout = 120_000)]
    public async Task Works_with_no_resilience_layer()
    {
        _scene.Breakers = null;
        Giving(Crashed, static check => check with { Service = "dead" });
        await RunTimes(5);

        Assert.Equal(5, _started);
    }

    [Theory]
    [InlineData("/repo")]
    [InlineData("/a:b/c d")]
    public void The_name_of_a_breaker_reads_back(string root)
    {
        var service = new BreakerName(BreakerKind.Service, "my:db", "", root);
        var tool = new BreakerName(BreakerKind.Tool, "house rules", "0123", root);

        var endpoint = new BreakerName(BreakerKind.Endpoint, "my:db", "http://host:9000/a:b", "");

        Assert.Equal(endpoint, BreakerName.TryParse(endpoint.Key));
        Assert.Equal(endpoint with { Identity = "" }, BreakerName.TryParse((endpoint with { Identity = "" }).Key));
        Assert.All((string[])["service", "service:x", "endpoint:x", "check:x:y"], static key => Assert.Null(BreakerName.TryParse(key)));
        Assert.Equal(service, BreakerName.TryParse(service.Key));
        Assert.Equal(tool, BreakerName.TryParse(tool.Key));
        Assert.Null(BreakerName.TryParse("something new"));
    }

    private void Giving(Observation seen, Func<Check, Check> adjust) => Giving(() => seen, adjust);

    private void Giving(Func<Observation> seen, Func<Check, Check> adjust) => _scene.With(
        "check",
        (_, _) =>
        {
            _started++;
            return Task.FromResult(seen());
        },
        adjust);

    private async Task RunTimes(int times)
    {
        for (var run = 0; run < times; run++)
        {
            await _scene.Orchestrator().RunAllAsync();
        }
    }

    private void Configure(int failMax, TimeSpan reset) => _scene.Configuration = _scene.Configuration with
    {
        Resilience = new ResilienceSettings
        {
            Breakers = ImmutableDictionary<string, BreakerSettings>.Empty.Add("default", new BreakerSettings
            {
                FailMax = Setting<int>.Default(failMax),
                ResetTimeout = Setting<TimeSpan>.Default(reset),
            }),
        },
    };
}
