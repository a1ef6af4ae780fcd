using System.Collections.Immutable;
using System.Net;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>A program that runs checks for as long as it lives, with validators that anybody wrote.</summary>
public sealed class EmbeddedRunTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _state = new();
    private readonly FakeTimeProvider _clock = new();

    public EmbeddedRunTests() => _repository.Folder.Write("a.txt", "x");

    public void Dispose()
    {
        _repository.Dispose();
        _state.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task One_registry_serves_runs_of_other_checks_of_the_same_service()
    {
        await using var registry = new CircuitBreakerRegistry();
        var setup = (await LoadAsync([new Service("quick", 10), new Service("long", 60)])) with { Breakers = registry };

        foreach (var selection in new[] { RunSelection.All, new RunSelection { Only = ["quick"] }, new RunSelection { Only = ["long"] } })
        {
            Assert.Equal(Verdict.Passed, (await new ValidationOrchestrator(setup).RunAsync(selection)).Verdict);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_run_of_one_setup_has_the_whole_deadline()
    {
        var setup = await LoadAsync([Source("mine", static _ => Task.FromResult(Observation.Completed([])))], _clock);
        var orchestrator = new ValidationOrchestrator(setup);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var first = await orchestrator.RunAllAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        var second = await orchestrator.RunAllAsync();

        Assert.Equal([Verdict.Passed, Verdict.Passed], [first.Verdict, second.Verdict]);
        Assert.True(first.Run.Duration >= TimeSpan.FromSeconds(1), "the first run counts from loading");
        Assert.True(second.Run.Duration < TimeSpan.FromMinutes(1), "the second run counts from its own start");
    }

    [Fact(Timeout = Limit)]
    public async Task A_source_that_throws_costs_its_own_checks_their_result_alone()
    {
        var report = await RunAsync(
            Source("good", static _ => Task.FromResult(Observation.Completed([]))),
            new ValidatorSource("broken", new("mine"), static _ => throw new InvalidOperationException("no connection")),
            new Nameless());

        var checks = report.Checks.ToDictionary(static check => check.Name, StringComparer.Ordinal);
        Assert.Equal(CheckStatus.Passed, checks["good"].Status);
        Assert.Equal(CheckStatus.Error, checks["broken"].Status);
        Assert.Contains("no connection", checks["broken"].Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Error, checks["Nameless"].Status);
    }

    [Fact(Timeout = Limit)]
    public async Task A_service_that_does_not_answer_in_time_is_unavailable_whatever_is_thrown()
    {
        Exception[] errors =
        [
            new TimeoutException(), new TaskCanceledException("HttpClient.Timeout", new TimeoutException()), new Polly.Timeout.TimeoutRejectedException(),
            new HttpRequestException("no", null, HttpStatusCode.ServiceUnavailable), new HttpRequestException("no", null, HttpStatusCode.Unauthorized),
        ];
        var report = await RunAsync([.. errors.Select((error, index) => Source($"check{index}", _ => Task.FromException<Observation>(error)))]);

        CheckStatus[] expected = [.. Enumerable.Repeat(CheckStatus.Unavailable, 4), CheckStatus.Error];
        Assert.Equal(expected, report.Checks.OrderBy(static check => check.Name, StringComparer.Ordinal).Select(static check => check.Status));
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_validator_that_returns_null_is_named(bool asTask)
    {
        var report = await RunAsync(Source("nothing", _ => asTask ? Task.FromResult<Observation>(null!) : null!));
        var check = Assert.Single(report.Checks);
        Assert.Equal(CheckStatus.Error, check.Status);
        Assert.Contains("the validator of nothing returned null and no observation", check.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_name_that_nothing_has_is_refused()
    {
        var setup = await LoadAsync([Source("mine", static _ => Task.FromResult(Observation.Completed([])))]);
        var error = Assert.Throws<ArgumentException>(() => { _ = new ValidationOrchestrator(setup).RunAsync(new RunSelection { Only = ["god"] }); });
        Assert.Contains("'god'", error.Message, StringComparison.Ordinal);
    }

    private async Task<ValidationReport> RunAsync(params ICheckSource[] sources) =>
        await new ValidationOrchestrator(await LoadAsync([.. sources])).RunAllAsync();

    private Task<OrchestratorSetup> LoadAsync(ImmutableArray<ICheckSource> sources, TimeProvider? time = null)
    {
        var environment = ProcessEnvironment.Capture();
        var variables = environment.Variables.SetItem("XDG_CONFIG_HOME", "/nowhere").SetItem("UNFAZED_STATE_DIR", _state.Path).SetItems(TestRepository.Variables);
        return OrchestratorSetup.LoadAsync(new SetupRequest
        {
            Sources = sources,
            Time = time ?? TimeProvider.System,
            Environment = environment with { Directory = _repository.Path, Variables = variables },
        });
    }

    private static ValidatorSource Source(string name, Func<CancellationToken, Task<Observation>> examine) => new(name, new("mine"), _ => new Validator(examine));

    private sealed class Validator(Func<CancellationToken, Task<Observation>> examine) : IValidator
    {
        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken) => examine(cancellationToken);
    }

    private sealed class Service(string name, int seconds) : ICheckSource, IValidator
    {
        public ImmutableArray<KnownCheck> Known => [new(name, new("mine"))];

        public CheckDiscovery Discover(DiscoveryContext context) => new(
            [new Check { Name = name, Dimension = new("mine"), Service = "ledger", DefaultTimeout = TimeSpan.FromSeconds(seconds), Validator = this }], []);

        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken) => Task.FromResult(Observation.Completed([]));
    }

    private sealed class Nameless : ICheckSource
    {
        public ImmutableArray<KnownCheck> Known => [];

        public CheckDiscovery Discover(DiscoveryContext context) => throw new InvalidOperationException("no connection");
    }
}
