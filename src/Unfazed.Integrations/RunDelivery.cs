using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.Identity;
using Unfazed.Integrations.Outbox;
using Unfazed.Integrations.Prometheus;
using Unfazed.Resilience;

namespace Unfazed.Integrations;

/// <summary>
/// Tells services of a run, when its report is sealed and written: all at once, within a budget. Nothing that they do changes the report; what
/// became of it is added to the run's journal. What did not arrive waits in the outbox for a later run, or for <c>unfazed state services flush</c>.
/// </summary>
/// <param name="setup">What it works with.</param>
/// <param name="outbox">What waits.</param>
internal sealed class RunDelivery(DeliverySetup setup, Outbox.Outbox outbox)
{
    /// <summary>Why a run of a part is not told to a service that keeps the last state alone.</summary>
    public const string OnlyWholeRuns = "only runs of everything are reported to it, so that no part replaces the verdict on the whole";

    private const string Interrupted = "the run was interrupted: the last whole run still counts for its branch";

    /// <summary>How long an attempt may take when somebody waits for it by hand.</summary>
    private static readonly TimeSpan LongestByHand = TimeSpan.FromSeconds(10);

    private readonly ImmutableArray<IServiceSink> _sinks = ServiceSinks.Of(setup.Configuration, setup.Time);

    /// <summary>Tells the services of a run.</summary>
    /// <param name="report">The report as it was written.</param>
    /// <param name="isWhole">Whether everything was asked for.</param>
    /// <param name="total">How long they may take; zero to leave everything in the outbox.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<DeliveryOutcome> TellAsync(ValidationReport report, bool isWhole, TimeSpan total, CancellationToken interrupt)
    {
        var budget = new DeliveryBudget(setup.Time, total, DeliveryBudget.UsualAttempt);
        using var way = new DeliveryWay(setup.Configuration, setup.Breakers, budget) { IsInBuildJob = BuildJob.Find(setup.Processes.Environment) is not null };
        var run = await DescribeAsync(report, isWhole, way).ConfigureAwait(false);
        var own = _sinks.Where(sink => WhyPassedOver(sink.Name, sink.KeepsLastStateOnly, run) is null).ToDictionary(static sink => sink, sink => MessageOf(sink, run));
        var addition = own.Count == 0 ? null : outbox.Add([.. own.Values]);
        var deliveries = _sinks.Select(sink => (Sink: sink, Delivery: new SinkDelivery(sink, outbox, way))).ToList();
        var textfile = TextfileAsync(run);
        var results = await Task.WhenAll(deliveries.Select(pair => own.TryGetValue(pair.Sink, out var message)
            ? DeliverAsync(pair.Delivery, message, isStored: addition is not null, budget, interrupt)
            : PassOverAsync(pair, WhyPassedOver(pair.Sink.Name, pair.Sink.KeepsLastStateOnly, run) ?? "", budget, interrupt))).ConfigureAwait(false);
        ImmutableArray<IntegrationResult> told = [.. results, .. await textfile.ConfigureAwait(false) is { } written ? [written] : (IntegrationResult[])[]];
        Amend(report.Run.Id, told, deliveries.Select(static pair => pair.Delivery));
        return new DeliveryOutcome(told, addition?.Dropped ?? []);
    }

    private static Task<IntegrationResult> DeliverAsync(SinkDelivery delivery, OutboxMessage message, bool isStored, DeliveryBudget budget, CancellationToken interrupt) =>
        budget.IsSpent && isStored
            ? Task.FromResult(new IntegrationResult(message.To.Name, "pending", "it waits in the outbox for a later run"))
            : Task.Run(() => delivery.RunAsync(message, isStored, interrupt), CancellationToken.None);

    // What waits is delivered all the same; how that went is said of the runs that it tells of.
    private async Task<IntegrationResult> PassOverAsync((IServiceSink Sink, SinkDelivery Delivery) pair, string why, DeliveryBudget budget, CancellationToken interrupt)
    {
        if (!budget.IsSpent && !outbox.IsAbsent)
        {
            await Task.Run(() => pair.Delivery.RunAsync(interrupt), CancellationToken.None).ConfigureAwait(false);
        }

        return new IntegrationResult(pair.Sink.Name, "skipped", why);
    }

    // Null where the service gets this run.
    private string? WhyPassedOver(string service, bool keepsLastStateOnly, ToldRun run) =>
        !ServiceSinks.TakesBranch(setup.Configuration, service, run.Branch) ? $"services.{service}.branches leaves out {ReplyVerdict.Short(run.Branch)}"
        : !keepsLastStateOnly || run.SpeaksForBranch ? null
        : run.IsWhole ? Interrupted : OnlyWholeRuns;

    private async Task<ToldRun> DescribeAsync(ValidationReport report, bool isWhole, DeliveryWay way)
    {
        var identity = await (setup.Identity ?? new RunIdentityReader(setup.Processes, setup.Root).ReadAsync(setup.Configuration)).ConfigureAwait(false);
        return new ToldRun(report, identity.Branch, isWhole)
        {
            Breakers = Breakers(way),
            Name = identity.Project,
            Labels = setup.Configuration.Labels.Value.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Tells the services what waits for them. Their breakers are closed first: who asks by hand knows that they are back.</summary>
    /// <param name="total">How long they may take.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<DeliveryOutcome> FlushAsync(TimeSpan total, CancellationToken interrupt)
    {
        using var way = new DeliveryWay(setup.Configuration, setup.Breakers, new DeliveryBudget(setup.Time, total, LongestByHand)) { IsByHand = true };
        foreach (var breaker in _sinks.Select(way.BreakerOf).OfType<CircuitBreaker>().Where(static breaker => breaker.State is CircuitState.Open or CircuitState.HalfOpen))
        {
            breaker.Reset();
        }

        var deliveries = _sinks.Select(sink => new SinkDelivery(sink, outbox, way)).ToList();
        var results = outbox.IsAbsent
            ? [.. _sinks.Select(static sink => new IntegrationResult(sink.Name, "ok", "nothing waits"))]
            : await Task.WhenAll(deliveries.Select(delivery => Task.Run(() => delivery.RunAsync(interrupt), CancellationToken.None))).ConfigureAwait(false);
        Amend("", [], deliveries);
        return new DeliveryOutcome([.. results, .. Elsewhere(deliveries)], []);
    }

    // Only the configuration that named them has their credentials.
    private IEnumerable<IntegrationResult> Elsewhere(IReadOnlyCollection<SinkDelivery> deliveries) => outbox.States()
        .Where(state => state.Waiting > 0 && deliveries.All(delivery => delivery.To != state.To))
        .Select(static state => new IntegrationResult(
            state.To.Name,
            "pending",
            string.Create(CultureInfo.InvariantCulture, $"{state.Waiting} run{(state.Waiting == 1 ? " waits" : "s wait")} for {state.To.Endpoint}, which is not configured here: flush where it is")));

    private ImmutableArray<PostedBreaker> Breakers(DeliveryWay way)
    {
        if (setup.Breakers is not { } breakers)
        {
            return [];
        }

        var names = _sinks.Select(way.BreakerOf).OfType<CircuitBreaker>().Select(static breaker => breaker.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. breakers.Snapshots()
                .Select(static snapshot => new PostedBreaker(BreakerName.TryParse(snapshot.Name), snapshot))
                .Where(posted => posted.Name is { } name && (name.Root == setup.Root || names.Contains(posted.Snapshot.Name))),
        ];
    }

    private OutboxMessage MessageOf(IServiceSink sink, ToldRun run)
    {
        var message = sink.MessageOf(run);
        return new OutboxMessage(new Recipient(sink.Name, sink.Address.Endpoint), run.Report.Run.Id, setup.Root, run.Report.Run.StartedAt) { Group = message.Group, Body = message.Body };
    }

    // A file near by is no service: it is written whatever the budget is, and a disk that hangs costs this little.
    private async Task<IntegrationResult?> TextfileAsync(ToldRun run)
    {
        if (ServiceSinks.TextfileOf(setup.Configuration) is not { } path)
        {
            return null;
        }

        if (WhyPassedOver(ServiceSettings.Prometheus, keepsLastStateOnly: true, run) is { } why)
        {
            return new IntegrationResult(ServiceSinks.Textfile, "skipped", why);
        }

        try
        {
            var written = await Task.Run(() => Textfile.Write(path, run, setup.Time.GetUtcNow(), ServiceSinks.IsPerCheck(setup.Configuration))).WaitAsync(DeliveryBudget.UsualAttempt, setup.Time).ConfigureAwait(false);
            return new IntegrationResult(ServiceSinks.Textfile, "ok", $"written to {written}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or TimeoutException)
        {
            return new IntegrationResult(ServiceSinks.Textfile, "failed", $"it could not be written: {ReplyVerdict.Short(error.Message)}");
        }
    }

    private void Amend(string own, ImmutableArray<IntegrationResult> told, IEnumerable<SinkDelivery> deliveries)
    {
        var now = setup.Time.GetUtcNow();
        if (!told.IsEmpty)
        {
            JournalAmendment.TryAdd(setup.Root, setup.Processes.Environment, own, now, told);
        }

        foreach (var (message, status, words) in deliveries.SelectMany(static delivery => delivery.Delivered.Select(static message => (message, "ok", "delivered later"))
            .Concat(delivery.Outdated.Select(static message => (message, "skipped", "a newer run has been reported")))).Where(entry => entry.message.Run != own))
        {
            JournalAmendment.TryAdd(message.Root, setup.Processes.Environment, message.Run, now, [new IntegrationResult(message.To.Name, status, words)]);
        }
    }
}

/// <summary>What a delivery works with.</summary>
internal sealed record DeliverySetup
{
    /// <summary>The configuration in force.</summary>
    public required UnfazedConfiguration Configuration { get; init; }

    /// <summary>The root of the repository, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>Starts git, and knows the environment.</summary>
    public required ProcessRunner Processes { get; init; }

    /// <summary>What services file the run under, where somebody has begun to find that out; null to find it out at the end of the run.</summary>
    public Task<RunIdentity>? Identity { get; init; }

    /// <summary>The user's circuit breakers; null to do without.</summary>
    public CircuitBreakerRegistry? Breakers { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What became of it.</summary>
/// <param name="Results">One for each service.</param>
/// <param name="Dropped">Messages that were dropped because too many, or too old ones, waited.</param>
internal sealed record DeliveryOutcome(ImmutableArray<IntegrationResult> Results, ImmutableArray<(Recipient To, int Count)> Dropped);
