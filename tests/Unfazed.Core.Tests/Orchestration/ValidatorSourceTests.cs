using System.Collections.Immutable;
using System.Net.Sockets;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class ValidatorSourceTests : IDisposable
{
    private const int Limit = 120_000;

    private static readonly Dimension Prices = new("prices");

    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task It_is_expected_where_its_files_are_and_gets_them()
    {
        Write("shop/a.price", "old/b.price", "c.txt");
        Configure("checks: { prices: { exclude: 'old/' } }");
        ImmutableArray<string> seen = [];

        var report = await RunAsync(Source(files => seen = files) with { Files = ["**/*.price"], Tier = ValidationTier.Warning });

        Assert.Equal<string>(["shop/a.price"], seen);
        var check = Assert.Single(report.Checks);
        Assert.Equal(("prices", Prices, ValidationTier.Warning, CheckStatus.Passed, 1), (check.Name, check.Dimension, check.Tier, check.Status, check.Observation.Attempts));
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_file_of_its_kind_it_is_not_there()
    {
        Write("c.txt");
        var report = await RunAsync(Source() with { Files = ["**/*.price"] });
        Assert.Empty(report.Checks);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_files_of_its_own_it_is_about_everything()
    {
        Write("c.txt", "d/e.txt");
        ImmutableArray<string> seen = [];
        await RunAsync(Source(files => seen = files));
        Assert.Equal<string>(["c.txt", "d/e.txt"], seen);
    }

    [Fact(Timeout = Limit)]
    public async Task A_narrowed_run_gives_it_the_selected_files_and_skips_it_where_there_are_none()
    {
        Write("a.price", "b.price", "c.txt");
        ImmutableArray<string> seen = [];
        var source = Source(files => seen = files) with { Files = ["*.price"] };

        await RunAsync(source, new RunSelection { Paths = ["b.price", "c.txt"] });
        var none = await RunAsync(source, new RunSelection { Paths = ["c.txt"] });

        Assert.Equal<string>(["b.price"], seen);
        Assert.Equal(CheckStatus.Skipped, Assert.Single(none.Checks).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task A_configuration_turns_it_off_in_a_folder_and_everywhere()
    {
        Write("a.price", "d/b.price");
        _repository.Folder.Write("d/unfazed.yaml", "checks: { prices: false }\n");
        ImmutableArray<string> seen = [];
        await RunAsync(Source(files => seen = files) with { Files = ["**/*.price"] });
        Assert.Equal<string>(["a.price"], seen);

        Configure("checks: { prices: false }");
        var off = await RunAsync(Source() with { Files = ["**/*.price"] });
        Assert.Equal("disabled in unfazed.yaml", Assert.Single(off.Checks).Message);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_can_be_asked_for_its_dimension()
    {
        Write("a.price");
        var setup = await OrchestratorSetup.LoadAsync(Request(Source()));
        var report = await new ValidationOrchestrator(setup).RunValidatorsGracefulAsync(["prices"]);
        Assert.Single(report.Checks);
    }

    [Fact(Timeout = Limit)]
    public async Task The_files_of_the_program_are_weaker_than_those_of_the_user_and_of_the_repository()
    {
        Write("a.price");
        using var home = new TemporaryDirectory();
        var own = home.Write("own.yaml", "deadline: 1m\nproject: own\ntimeouts: { default: 7s }\n");
        home.Write("unfazed/unfazed.yaml", "project: users\ntimeouts: { default: 8s }\n");
        Configure("timeouts: { default: 9s }");
        var request = Request(Source());
        request = request with { BaseFile = own, Environment = request.Environment! with { Variables = request.Environment.Variables.SetItem("XDG_CONFIG_HOME", home.Path) } };

        var configuration = (await OrchestratorSetup.LoadAsync(request)).Configuration;

        Assert.Equal((TimeSpan.FromMinutes(1), own), (configuration.Deadline.Value, configuration.Deadline.Source.Place));
        Assert.Equal("users", configuration.Project.Value);
        Assert.Equal(TimeSpan.FromSeconds(9), configuration.DefaultTimeout.Value);
    }

    [Fact(Timeout = Limit)]
    public async Task Every_mistake_of_a_configuration_is_in_one_exception()
    {
        Configure("deadlines: 1m\nchecks: { price: false }");
        var mistakes = await Assert.ThrowsAsync<ConfigurationException>(() => OrchestratorSetup.LoadAsync(Request(Source())));
        Assert.Equal(2, mistakes.Errors.Length);
        Assert.Contains("unfazed.yaml:1:1", mistakes.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConfigurationException>(() => OrchestratorSetup.LoadAsync(Request(Source()) with { BaseFile = "there-is-none.yaml" }));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_is_not_there_is_an_exception_of_the_workspace() =>
        await Assert.ThrowsAsync<WorkspaceException>(() => OrchestratorSetup.LoadAsync(Request(Source()) with { Directory = "nowhere" }));

    public static TheoryData<string, CheckStatus, string, string> Thrown => new()
    {
        { nameof(CircuitOpenException), CheckStatus.CircuitOpen, ErrorCodes.CircuitOpen, "circuit open: bank for another 3s (last error: refused)" },
        { nameof(SocketException), CheckStatus.Unavailable, ErrorCodes.Unreachable, "Connection refused" },
        { nameof(OperationTimeoutException), CheckStatus.Unavailable, ErrorCodes.Unreachable, "'bank' exceeded its timeout of 1 s." },
        { nameof(HttpRequestException), CheckStatus.Error, ErrorCodes.Exception, "error: it says 400" },
        { nameof(InvalidOperationException), CheckStatus.Error, ErrorCodes.Exception, "error: a defect" },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Thrown))]
    public async Task What_a_guarded_call_throws_is_told_from_a_defect(string thrown, CheckStatus status, string error, string message)
    {
        Write("a.price");
        Exception exception = thrown switch
        {
            nameof(CircuitOpenException) => new CircuitOpenException("bank", CircuitState.Open, TimeSpan.FromSeconds(3), "refused"),
            nameof(SocketException) => new SocketException((int)SocketError.ConnectionRefused),
            nameof(OperationTimeoutException) => new OperationTimeoutException("bank", TimeSpan.FromSeconds(1), abandoned: false, null),
            nameof(HttpRequestException) => new HttpRequestException("it says 400", null, System.Net.HttpStatusCode.BadRequest),
            _ => new InvalidOperationException("a defect"),
        };

        var report = await RunAsync(Source(_ => throw exception));

        var check = Assert.Single(report.Checks);
        Assert.Equal((status, error, message), (check.Status, check.Observation.Error, check.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task The_message_of_an_exception_is_its_first_line_cut_after_100_characters_with_its_type_beside()
    {
        Write("a.price");
        var report = await RunAsync(Source(_ => throw new InvalidDataException($"\u001b[31m{new string('x', 200)}\nsecond line")));

        var check = Assert.Single(report.Checks);
        Assert.Equal($"error: ␛[31m{new string('x', 95)}", check.Message);
        Assert.Equal(typeof(InvalidDataException).FullName, check.Observation.Details["exception"].Value);
    }

    [Fact(Timeout = Limit)]
    public async Task An_exception_without_a_message_shows_its_type()
    {
        Write("a.price");
        var report = await RunAsync(Source(static _ => throw new InvalidDataException(" ")));
        Assert.Equal("error: InvalidDataException", Assert.Single(report.Checks).Message);
    }

    [Fact(Timeout = Limit)]
    public async Task A_secret_that_the_cut_of_a_message_falls_into_is_covered()
    {
        Write("a.price");
        const string Secret = "hunter2-hunter2-hunter2-hunter2";
        var source = Source(static _ => throw new InvalidDataException($"{new string('x', 90)} {Secret}"));
        var request = Request(source);
        request = request with { Environment = request.Environment! with { Variables = request.Environment.Variables.SetItem("BANK_PASSWORD", Secret) } };

        var report = await new ValidationOrchestrator(await OrchestratorSetup.LoadAsync(request)).RunAllAsync();

        Assert.DoesNotContain("hunter2", Assert.Single(report.Checks).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private static SourceDescription Source(Action<ImmutableArray<string>>? seen = null) => new(seen);

    private void Write(params string[] files) => Array.ForEach(files, file => _repository.Folder.Write(file, "1\n"));

    private void Configure(string text) => _repository.Folder.Write("unfazed.yaml", text + "\n");

    private SetupRequest Request(SourceDescription source)
    {
        var environment = ProcessEnvironment.Capture();
        return new SetupRequest
        {
            Sources = [source.Create()],
            Environment = environment with { Directory = _repository.Path, Variables = environment.Variables.SetItem("XDG_CONFIG_HOME", "/nowhere").SetItems(TestRepository.Variables) },
        };
    }

    private async Task<ValidationReport> RunAsync(SourceDescription source, RunSelection? selection = null)
    {
        var setup = await OrchestratorSetup.LoadAsync(Request(source));
        return await new ValidationOrchestrator(setup).RunAsync(selection ?? RunSelection.All);
    }

    private sealed record SourceDescription(Action<ImmutableArray<string>>? Seen)
    {
        public ImmutableArray<string> Files { get; init; } = [];

        public ValidationTier? Tier { get; init; }

        public ValidatorSource Create() => new("prices", Prices, files => new Examiner(files, Seen)) { Files = Files, Tier = Tier };
    }

    private sealed class Examiner(ImmutableArray<string> files, Action<ImmutableArray<string>>? seen) : IValidator
    {
        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
        {
            seen?.Invoke(files);
            return Task.FromResult(Observation.Completed([], "prices"));
        }
    }
}
