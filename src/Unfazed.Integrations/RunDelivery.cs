using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Delivery;
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
        using var way = new DeliveryWay(setup.Configuration, setup.Breakers, budget);
        var run = new ToldRun(report, await BranchName.OfAsync(setup.Processes, setup.Root).ConfigureAwait(false), isWhole)
        {
            Breakers = Breakers(way),
            Name = MayNameItself() ? null : new DirectoryInfo(setup.Root).Name,
        };
        var own = _sinks.ToDictionary(static sink => sink, sink => MessageOf(sink, run));
        var addition = own.Count == 0 ? null : outbox.Add([.. own.Values]);
        var deliveries = _sinks.Select(sink => (Sink: sink, Delivery: new SinkDelivery(sink, outbox, way))).ToList();
        var textfile = TextfileAsync(run);
        var results = await Task.WhenAll(deliveries.Select(pair =>
            budget.IsSpent && addition is not null
                ? Task.FromResult(new IntegrationResult(pair.Sink.Name, "pending", "it waits in the outbox for a later run"))
                : Task.Run(() => pair.Delivery.RunAsync(own[pair.Sink], addition is not null, interrupt), CancellationToken.None))).ConfigureAwait(false);
        ImmutableArray<IntegrationResult> told = [.. results, .. await textfile.ConfigureAwait(false) is { } written ? [written] : (IntegrationResult[])[]];
        Amend(report.Run.Id, told, deliveries.SelectMany(static pair => pair.Delivery.Delivered));
        return new DeliveryOutcome(told, addition?.Dropped ?? []);
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
            : await Task.WhenAll(deliveries.Select(delivery => Task.Run(() => delivery.RunAsync(null, isStored: true, interrupt), CancellationToken.None))).ConfigureAwait(false);
        Amend("", [], deliveries.SelectMany(static delivery => delivery.Delivered));
        return new DeliveryOutcome([.. results], []);
    }

    private bool MayNameItself() =>
        setup.Configuration.Project.Source.Origin != SettingOrigin.ProjectFile || setup.Configuration.Trust == TrustState.Trusted;

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

        try
        {
            var written = await Task.Run(() => Textfile.Write(path, run)).WaitAsync(DeliveryBudget.UsualAttempt, setup.Time).ConfigureAwait(false);
            return new IntegrationResult(ServiceSinks.Textfile, "ok", $"written to {written}");
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error) || error is TimeoutException)
        {
            return new IntegrationResult(ServiceSinks.Textfile, "failed", $"it could not be written: {ReplyVerdict.Short(error.Message)}");
        }
    }

    private void Amend(string own, ImmutableArray<IntegrationResult> told, IEnumerable<OutboxMessage> delivered)
    {
        var now = setup.Time.GetUtcNow();
        if (!told.IsEmpty)
        {
            JournalAmendment.TryAdd(setup.Root, setup.Processes.Environment, own, told.Select(result => new IntegrationTold(now, result)));
        }

        foreach (var message in delivered.Where(message => message.Run != own))
        {
            JournalAmendment.TryAdd(message.Root, setup.Processes.Environment, message.Run, [new IntegrationTold(now, new IntegrationResult(message.To.Name, "ok", "delivered later"))]);
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

    /// <summary>The user's circuit breakers; null to do without.</summary>
    public CircuitBreakerRegistry? Breakers { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What became of it.</summary>
/// <param name="Results">One for each service.</param>
/// <param name="Dropped">Messages that were dropped because too many, or too old ones, waited.</param>
internal sealed record DeliveryOutcome(ImmutableArray<IntegrationResult> Results, ImmutableArray<(Recipient To, int Count)> Dropped);
