using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Unfazed.Core.Caching;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>A program that runs checks for as long as it lives, with validators that anybody wrote.</summary>
public sealed class EmbeddedRunTests : IDisposable
{
    private const int Limit = 120_000;

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

    [Fact]
    public void A_name_that_no_configuration_could_write_is_refused()
    {
        Assert.All<string>(["", "../x", "a b", new string('x', 101)], static name => Assert.Throws<ArgumentException>(() => new ValidatorSource(name, new("mine"), static _ => null!)));
        Assert.All<string>(["", "Bad Dim", "CODE"], static name => Assert.Throws<ArgumentException>(() => new ValidatorSource("mine", new(name), static _ => null!)));
    }

    [Theory(Timeout = Limit)]
    [InlineData("../x", "mine", "\"../x\" cannot be a name")]
    [InlineData("", "mine", "\"\" cannot be a name")]
    [InlineData("odd", "Bad Dim", "\"Bad Dim\" cannot be the name of a dimension")]
    [InlineData("odd", null, "\"\" cannot be the name of a dimension")]
    public async Task A_source_that_knows_or_discovers_a_name_that_no_configuration_could_write_is_told(string name, string? dimension, string problem)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => LoadAsync([new Service(name, 10) { Dimension = new(dimension!) }]));
        Assert.Contains($"Service has a check whose name is not allowed: {problem}", refused.Message, StringComparison.Ordinal);

        var report = await RunAsync(
            Source("good", static _ => Task.FromResult(Observation.Completed([]))),
            new Discovering(new CheckDiscovery([new Check { Name = name, Dimension = new(dimension!) }, new Check { Name = "fine", Dimension = new("mine"), Settled = Observation.Completed([]) }], [])));
        var checks = report.Checks.ToDictionary(static check => check.Name, StringComparer.Ordinal);
        Assert.Equal(["Discovering", "fine", "good"], checks.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((CheckStatus.Error, CheckStatus.Passed, CheckStatus.Passed), (checks["Discovering"].Status, checks["fine"].Status, checks["good"].Status));
        Assert.Contains(problem, checks["Discovering"].Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_discovers_null_or_a_list_that_was_never_made_is_an_error_of_its_own(bool isNull)
    {
        var report = await RunAsync(
            Source("good", static _ => Task.FromResult(Observation.Completed([]))),
            new Discovering(isNull ? null! : new CheckDiscovery(default, default)));
        Assert.Equal(
            [("Discovering", CheckStatus.Error), ("good", CheckStatus.Passed)],
            report.Checks.Select(static check => (check.Name, check.Status)).OrderBy(static check => check.Name, StringComparer.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task Two_sources_of_one_name_are_refused()
    {
        var source = Source("twice", static _ => Task.FromResult(Observation.Completed([])));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => LoadAsync([source, source]));
        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("/etc/passwd")]
    [InlineData("../../x")]
    [InlineData("a/../../x")]
    public async Task A_finding_of_a_path_that_leaves_the_root_belongs_to_no_file(string path)
    {
        var finding = new Finding { Tool = "mine", Rule = "r", Severity = Severity.Error, Message = "wrong", Path = path, Line = 3 };
        var report = await RunAsync(Source("mine", _ => Task.FromResult(Observation.Completed([finding]))));
        var reported = Assert.Single(Assert.Single(report.Checks).Findings);
        Assert.Equal((null, null, $"{path}: wrong"), (reported.Path, reported.Line, reported.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task A_listener_that_blocks_or_throws_keeps_nothing_from_the_others()
    {
        using var release = new ManualResetEventSlim();
        var heard = new Listener(static _ => { });
        var setup = await LoadAsync([Source("mine", static _ => Task.FromResult(Observation.Completed([])))]);
        var report = await new ValidationOrchestrator(setup with
        {
            Listeners = [new Listener(_ => release.Wait(CancellationToken.None)), new Listener(static _ => throw new InvalidOperationException("no display")), heard],
        }).RunAllAsync();
        release.Set();

        Assert.Equal(Verdict.Passed, report.Verdict);
        Assert.Contains(heard.Events, static heard => heard is CheckFinished);
        Assert.Contains(heard.Events, static heard => heard is RunFinished);
        var notices = heard.Events.OfType<RunNotice>().Select(static notice => notice.Message).ToList();
        Assert.Contains("Listener receives no more events of this run: InvalidOperationException: no display", notices);
        Assert.Contains("Listener has not returned from an event and receives no more", notices);
    }

    [Fact(Timeout = Limit)]
    public async Task A_report_is_written_in_every_format()
    {
        var report = await RunAsync(Source("mine", static _ => Task.FromResult(Observation.Completed([]))));
        foreach (var format in ReportFormats.Names)
        {
            using var output = new MemoryStream();
            ReportFormats.Write(format, report, output);
            Assert.True(output.Length > 0 || format == "github", format);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_validator_with_a_version_is_cached_until_the_version_or_a_file_changes()
    {
        var examined = 0;
        using var folder = new TemporaryDirectory();
        await RunAsync("1");
        await RunAsync("1");
        Assert.Equal(1, examined);
        await RunAsync("2");
        Assert.Equal(2, examined);
        _repository.Folder.Write("a.txt", "another");
        await RunAsync("2");
        Assert.Equal(3, examined);

        async Task RunAsync(string version)
        {
            var source = new ValidatorSource("mine", new("mine"), _ => new Validator(_ =>
            {
                Interlocked.Increment(ref examined);
                return Task.FromResult(Observation.Completed([], "1 file"));
            }))
            {
                Files = ["*.txt"],
                CacheVersion = version,
            };
            var setup = await LoadAsync([source]);
            Assert.Equal(Verdict.Passed, (await new ValidationOrchestrator(setup with { Cache = new ValidationCache(folder.Path) }).RunAllAsync()).Verdict);
        }
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
        public Dimension Dimension { get; init; } = new("mine");

        public ImmutableArray<KnownCheck> Known => [new(name, Dimension)];

        public CheckDiscovery Discover(DiscoveryContext context) => new(
            [new Check { Name = name, Dimension = Dimension, Service = "ledger", DefaultTimeout = TimeSpan.FromSeconds(seconds), Validator = this }], []);

        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken) => Task.FromResult(Observation.Completed([]));
    }

    private sealed class Discovering(CheckDiscovery discovery) : ICheckSource
    {
        public ImmutableArray<KnownCheck> Known => [];

        public CheckDiscovery Discover(DiscoveryContext context) => discovery;
    }

    private sealed class Nameless : ICheckSource
    {
        public ImmutableArray<KnownCheck> Known => [];

        public CheckDiscovery Discover(DiscoveryContext context) => throw new InvalidOperationException("no connection");
    }

    private sealed class Listener(Action<RunEvent> act) : IRunListener
    {
        public ConcurrentQueue<RunEvent> Events { get; } = new();

        public void On(RunEvent runEvent)
        {
            Events.Enqueue(runEvent);
            act(runEvent);
        }
    }
}
