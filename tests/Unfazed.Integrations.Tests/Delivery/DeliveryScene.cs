using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Outbox;
using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>A repository, a user's state and a clock, for runs that services are told of. Each run is a process of its own: nothing but files is shared.</summary>
internal sealed class DeliveryScene : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<DateTimeOffset> _began = [];

    public FakeTimeProvider Clock { get; } = new(AnyRun.Start);

    /// <summary>The machine whose state counts: one has its own outbox and breakers.</summary>
    public string Machine { get; set; } = "state";

    /// <summary>Bytes that the metrics and rows of a run have beyond the usual ones.</summary>
    public int Padding { get; set; }

    public Verdict Verdict { get; set; } = Verdict.Blocked;

    public UnfazedConfiguration Configuration { get; set; } = new()
    {
        Project = new Setting<string?>("shop", new SettingSource(SettingOrigin.Environment, "UNFAZED_PROJECT")),

        // One attempt, so that a run makes one failure; no delay waits for the clock.
        Resilience = new ResilienceSettings { Retry = new RetrySettings { MaxAttempts = Setting<int>.Default(1) } },
    };

    public string Root => _folder["root"];

    /// <summary>How many checks a run has; null for the few that any run has.</summary>
    public int? Checks { get; set; }

    public DeliveryScene() => _folder.MakeFolder("root");

    /// <summary>An answer as both services give it: a Pushgateway to PUT, QuestDB to POST.</summary>
    public static string Yes(string request) => request.StartsWith("PUT ", StringComparison.Ordinal) ? PoorServer.Http(200, "") : PoorServer.Http(204, "");

    public void With(string name, string address)
    {
        Assert.True(ServiceAddress.TryParse(address, out var parsed, out _));
        var setting = Setting<ServiceAddress>.Default(parsed);
        var service = name == ServiceSettings.Prometheus ? new ServiceSettings { Name = name, Pushgateway = setting } : new ServiceSettings { Name = name, Url = setting };
        Configuration = Configuration with { Services = Configuration.Services.Add(service) };
    }

    /// <summary>Tells of a run that is over.</summary>
    public Task<DeliveryOutcome> TellAsync(TimeSpan? budget = null, CancellationToken interrupt = default) => TellAsync(isWhole: true, RunState.Complete, budget, interrupt);

    /// <summary>Tells of a run that looked at a part, or that did not come to its end.</summary>
    public Task<DeliveryOutcome> TellAsync(bool isWhole, RunState state = RunState.Complete, TimeSpan? budget = null, CancellationToken interrupt = default)
    {
        // What the run before left armed (a registry's wait for its listeners) fires now, so that a test can wait for this run's own timers.
        Clock.Advance(TimeSpan.FromSeconds(1));
        _began.Add(Clock.GetUtcNow());
        var report = AnyRun.Report(RunId(_began.Count), Verdict, checks: Checks);
        if (Padding > 0)
        {
            var blocker = report.Tiers[0];
            var padded = blocker.Results[0] with { Checks = [.. blocker.Results[0].Checks, .. Enumerable.Range(0, Padding / 250).Select(static number => AnyRun.Check($"{number}{new string('x', 100)}", "."))] };
            report = report with { Tiers = report.Tiers.SetItem(0, blocker with { Results = blocker.Results.SetItem(0, padded) }) };
        }

        var run = report.Run with { StartedAt = _began[^1], Root = Root, State = state };
        Record(run);
        return InProcessAsync(delivery => delivery.TellAsync(report with { Run = run }, isWhole, budget ?? TimeSpan.FromSeconds(2), interrupt));
    }

    /// <summary>When a run began.</summary>
    public DateTimeOffset Began(int run) => _began[run - 1];

    /// <summary>Sends what waits, as a person does.</summary>
    public Task<DeliveryOutcome> FlushAsync() => InProcessAsync(static delivery => delivery.FlushAsync(TimeSpan.FromMinutes(1), default));

    public ImmutableArray<RecipientState> States()
    {
        using var outbox = OpenOutbox();
        return outbox.States();
    }

    public long Waiting() => States().Sum(static state => state.Waiting);

    /// <summary>What the journal of a run says of its deliveries.</summary>
    public ImmutableArray<IntegrationResult> Journaled(int run) => new RunArchive(RootState.Of(Root, Environment())).Find(RunId(run))!.Integrations;

    public static string RunId(int run) => FormattableString.Invariant($"20261122T1405{run:00}Z-abcdef");

    public void Dispose() => _folder.Dispose();

    private async Task<DeliveryOutcome> InProcessAsync(Func<RunDelivery, Task<DeliveryOutcome>> work)
    {
        using var outbox = OpenOutbox();
        await using var breakers = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
        {
            Store = new SqliteBreakerStore(_folder[$"{Machine}/breakers.db"]),
            StoreBudget = TimeSpan.FromMinutes(1),
            TimeProvider = Clock,
        });
        var setup = new DeliverySetup
        {
            Configuration = Configuration,
            Root = Root,
            Processes = new ProcessRunner(Environment(), Clock),
            Breakers = breakers,
            Time = Clock,
        };
        return await work(new RunDelivery(setup, outbox));
    }

    /// <summary>The outbox of the machine, as another process opens it.</summary>
    public Integrations.Outbox.Outbox OpenOutbox() => new(Environment(), Clock, new OutboxLimits { LongestAge = TimeSpan.FromDays(3_650) }, TimeSpan.FromSeconds(50));

    private ProcessEnvironment Environment() => new(
        ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _folder[Machine]).Add("PATH", "/usr/bin:/bin").Add("BRANCH_NAME", "trunk"), "/");

    private void Record(RunInfo run)
    {
        RootState.Of(Root, Environment()).Add(run.Id);
        using var journal = JournalWriter.Open(_folder.MakeFolder(Path.Combine("root", ".unfazed", "runs", run.Id)));
        journal.Append(new RunBegan(run, [], []));
        foreach (var service in Configuration.Services)
        {
            journal.Append(new IntegrationTold(run.StartedAt, new IntegrationResult(service.Name, "pending", "x")));
        }
    }
}
