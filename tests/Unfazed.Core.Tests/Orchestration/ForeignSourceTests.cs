using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>Sources that anybody wrote: what is wrong with one is an error of its own, and the checks of the others have their result.</summary>
public sealed class ForeignSourceTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _state = new();

    public ForeignSourceTests() => _repository.Folder.Write("a.txt", "x");

    public static TheoryData<string> Properties => [.. Odd.Keys];

    public static TheoryData<string> Observations => [.. OddSeen.Keys];

    private static Dictionary<string, Func<Check, Check>> Odd { get; } = new(StringComparer.Ordinal)
    {
        ["Locks is"] = static check => check with { Locks = default },
        ["Locks contains null"] = static check => check with { Locks = [null!] },
        ["PartiallyStaged is"] = static check => check with { PartiallyStaged = default },
        ["PartiallyStaged contains null"] = static check => check with { PartiallyStaged = [null!] },
        ["ConfigurationFiles is"] = static check => check with { ConfigurationFiles = default },
        ["ConfigurationFiles contains null"] = static check => check with { ConfigurationFiles = [null!] },
        ["Command is"] = static check => check with { Command = default },
        ["Command contains null"] = static check => check with { Command = [null!] },
        ["Directory is null"] = static check => check with { Directory = null! },
        ["Reason is null"] = static check => check with { Reason = null! },
        ["Cores"] = static check => check with { Cores = double.NaN },
        ["DefaultTier is 99"] = static check => check with { DefaultTier = (ValidationTier)99 },
        ["Settled.Findings is"] = static check => check with { Settled = Scene.Pass with { Findings = default } },
        ["Settled.Ending is 99"] = static check => check with { Settled = Scene.Pass with { Ending = (ObservationEnding)99 } },
    };

    private static Dictionary<string, Observation> OddSeen { get; } = new(StringComparer.Ordinal)
    {
        ["Findings is"] = Scene.Pass with { Findings = default },
        ["Findings contains null"] = Scene.Pass with { Findings = [null!] },
        ["Command is"] = Scene.Pass with { Command = default },
        ["Details is null"] = Scene.Pass with { Details = null! },
        ["Ending is 99"] = Scene.Pass with { Ending = (ObservationEnding)99 },
        ["Severity is 99"] = Scene.Pass with { Findings = [new Finding { Tool = "t", Rule = "r", Message = "m", Severity = (Severity)99 }] },
    };

    public void Dispose()
    {
        _repository.Dispose();
        _state.Dispose();
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Properties))]
    public async Task A_check_with_a_property_that_cannot_be_read_is_an_error_that_names_it(string problem) =>
        AssertRefused(await RunAsync(new Source("odd") { Adjust = Odd[problem] }), "odd", problem);

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Observations))]
    public async Task A_validator_that_returns_what_cannot_be_read_is_an_error_that_names_the_property(string problem) =>
        AssertRefused(await RunAsync(new Source("odd") { Seen = OddSeen[problem] }), "odd", problem);

    [Theory(Timeout = Limit)]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(WorkspaceException))]
    [InlineData(typeof(AggregateException))]
    public async Task A_source_may_throw_anything(Type type)
    {
        Func<Exception> thrown = () => (Exception)(type == typeof(WorkspaceException) ? new WorkspaceException("thrown") : Activator.CreateInstance(type, "thrown")!);
        AssertRefused(await RunAsync(new Source("odd") { Adjust = _ => throw thrown() }), "odd", "thrown");
        AssertRefused(await RunAsync(new ValidatorSource("odd", new("mine"), _ => throw thrown())), "odd", "thrown");
        AssertRefused(await RunAsync(new Source("odd") { Names = () => throw thrown() }), "Source", "thrown");
    }

    [Fact(Timeout = Limit)]
    public async Task A_name_that_a_source_does_not_declare_and_another_has_is_refused()
    {
        var report = await RunAsync(new Source("good") { Names = static () => [new KnownCheck("odd", new("mine"))] });
        AssertRefused(report, "Source", "another source has a check named \"good\"");
    }

    [Fact(Timeout = Limit)]
    public async Task Of_a_name_that_nobody_declares_the_first_source_keeps_it()
    {
        var report = await RunAsync(new Source("odd") { Names = static () => [] }, new Source("odd") { Names = static () => [] });
        Assert.Equal(
            [("Source", CheckStatus.Error), ("good", CheckStatus.Passed), ("odd", CheckStatus.Passed)],
            report.Checks.Select(static check => (check.Name, check.Status)).OrderBy(static check => check.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_tier_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ValidatorSource("odd", new("mine"), static _ => null!) { Tier = (ValidationTier)99 });

    private static void AssertRefused(ValidationReport report, string name, string problem)
    {
        var checks = report.Checks.ToDictionary(static check => check.Name, StringComparer.Ordinal);
        Assert.Equal(new[] { name, "good" }.Order(StringComparer.Ordinal), checks.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((CheckStatus.Error, CheckStatus.Passed, Verdict.Inconclusive), (checks[name].Status, checks["good"].Status, report.Verdict));
        Assert.Contains(problem, checks[name].Observation.Message, StringComparison.Ordinal);
    }

    private async Task<ValidationReport> RunAsync(params ICheckSource[] sources)
    {
        var environment = ProcessEnvironment.Capture();
        var variables = environment.Variables.SetItem("XDG_CONFIG_HOME", "/nowhere").SetItem("UNFAZED_STATE_DIR", _state.Path).SetItems(TestRepository.Variables);
        var setup = await OrchestratorSetup.LoadAsync(new SetupRequest
        {
            Sources = [new ValidatorSource("good", new("mine"), static _ => new Fixed(Scene.Pass)), .. sources],
            Environment = environment with { Directory = _repository.Path, Variables = variables },
        });
        return await new ValidationOrchestrator(setup).RunAllAsync();
    }

    private sealed class Source(string name) : ICheckSource
    {
        public Func<Check, Check> Adjust { get; init; } = static check => check;

        public Observation Seen { get; init; } = Scene.Pass;

        public Func<ImmutableArray<KnownCheck>>? Names { get; init; }

        public ImmutableArray<KnownCheck> Known => Names?.Invoke() ?? [new(name, new("mine"))];

        public CheckDiscovery Discover(DiscoveryContext context) =>
            new([Adjust(new Check { Name = name, Dimension = new("mine"), Validator = new Fixed(Seen) })], []);
    }

    private sealed class Fixed(Observation seen) : IValidator
    {
        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken) => Task.FromResult(seen);
    }
}
