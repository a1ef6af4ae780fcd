using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Integrations.Outbox;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>
/// Delivers what waits for one service: this run's message first and alone, then older ones in batches, until there is no more, no time, or no
/// reply.
/// </summary>
/// <param name="sink">The service.</param>
/// <param name="outbox">What waits.</param>
/// <param name="way">How it is called.</param>
internal sealed class SinkDelivery(IServiceSink sink, Outbox.Outbox outbox, DeliveryWay way)
{
    private static readonly TimeSpan LeaseBeyondBudget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestOfRefused = TimeSpan.FromHours(1);

    // One that is too large for the time that it has must not hold up the others at the next run as well.
    private static readonly TimeSpan RestOfSlow = TimeSpan.FromMinutes(10);

    // Older than this, a run that has just ended is no news that may go unasked over another machine's.
    private static readonly TimeSpan MaxAgeOfNews = TimeSpan.FromMinutes(1);

    private readonly List<OutboxMessage> _delivered = [];
    private readonly List<OutboxMessage> _outdated = [];
    private readonly HashSet<long> _tried = [];
    private readonly BatchSize _size = new(sink.BatchSize, way.IsByHand);

    /// <summary>The recipient.</summary>
    public Recipient To { get; } = new(sink.Name, sink.Address.Endpoint);

    /// <summary>The messages that arrived.</summary>
    public IReadOnlyList<OutboxMessage> Delivered => _delivered;

    /// <summary>The messages that are not sent any more, because the service has newer ones.</summary>
    public IReadOnlyList<OutboxMessage> Outdated => _outdated;

    /// <summary>Delivers this run's message, and then what waits.</summary>
    /// <param name="own">The message.</param>
    /// <param name="isStored">Whether it is in the outbox, which may be out of order.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<IntegrationResult> RunAsync(OutboxMessage own, bool isStored, CancellationToken interrupt)
    {
        if (Rest() is { } until)
        {
            return Result("pending", $"it asked to be left alone until {way.Clock(until)}; {Waits(isStored)}");
        }

        var messages = isStored ? outbox.Claim(new OutboxClaim(To, Lease) { Run = own.Run }) : [own];
        var step = messages.IsEmpty ? Step.Next : await SendAsync(messages, isBacklog: false, interrupt).ConfigureAwait(false);
        if (step.MayGoOn && isStored)
        {
            await SendBacklogAsync(interrupt).ConfigureAwait(false);
        }

        return step.Result
            ?? (_outdated.Exists(message => message.Run == own.Run) ? Result("skipped", "a newer run of this branch has been reported already")
            : _delivered.Exists(message => message.Run == own.Run) ? Result("ok", _delivered.Count == 1 ? "delivered" : $"delivered, with {Runs(_delivered.Count - 1, "earlier ")}")
            : Result("pending", isStored && outbox.Fault is null ? "a newer run is reported instead, or another process delivers this one" : $"no time was left for it; {Waits(isStored)}"));
    }

    /// <summary>Delivers what waits; why not all of it, where something still waits.</summary>
    public async Task<IntegrationResult> RunAsync(CancellationToken interrupt)
    {
        var step = Rest() is { } until ? Step.Stop(Result("pending", $"it asked to be left alone until {way.Clock(until)}")) : await SendBacklogAsync(interrupt).ConfigureAwait(false);
        var state = outbox.States().FirstOrDefault(state => state.To == To);
        var said = string.Join("; ", ((string?[])[_delivered.Count > 0 ? $"delivered {Runs(_delivered.Count)}" : null, _outdated.Count > 0 ? $"{Runs(_outdated.Count)} not sent: newer ones have been reported" : null]).OfType<string>());
        if (outbox.Fault is { } fault && step.Result is null)
        {
            return Result("failed", $"the outbox cannot be used: {fault}");
        }

        if (state is not { Waiting: > 0 })
        {
            return step.Result ?? Result("ok", said.Length > 0 ? said : "nothing waits");
        }

        var why = state.InDelivery == state.Waiting && state.InDeliveryUntil is { } end
            ? $"{Runs(state.Waiting)} {(state.Waiting == 1 ? "is" : "are")} in the hands of another process, until {way.Clock(end)} at the latest"
            : $"{Runs(state.Waiting)} still {(state.Waiting == 1 ? "waits" : "wait")}";
        return Result(step.Result?.Status ?? "pending", string.Join("; ", ((string?[])[step.Result?.Message, said.Length > 0 ? said : null, why]).OfType<string>()));
    }

    private TimeSpan Lease => way.Budget.Left + LeaseBeyondBudget;

    private async Task<Step> SendBacklogAsync(CancellationToken interrupt)
    {
        var last = Step.Next;
        while (last.MayGoOn && !way.Budget.IsSpent && !interrupt.IsCancellationRequested)
        {
            var messages = outbox.Claim(new OutboxClaim(To, Lease) { MaxMessages = _size.Messages, MaxBytes = _size.Bytes, IncludesResting = way.IsByHand });
            ImmutableArray<OutboxMessage> untried = [.. messages.Where(message => !_tried.Contains(message.Id))];
            if (untried.Length < messages.Length)
            {
                outbox.GiveBack(To, [.. messages.Except(untried)], null);
            }

            if (untried.IsEmpty)
            {
                return last;
            }

            var step = await SendAsync(untried, isBacklog: true, interrupt).ConfigureAwait(false);
            last = step.Result is null ? last with { MayGoOn = step.MayGoOn } : step;
        }

        return last;
    }

    private async Task<Step> SendAsync(ImmutableArray<OutboxMessage> messages, bool isBacklog, CancellationToken interrupt)
    {
        var (answer, error) = await way.CallOf(sink).TryAsync(
            token => sink.SendAsync(way.Http, [.. messages.Select(message => Wire(message, isBacklog))], token), isBacklog, interrupt).ConfigureAwait(false);
        if (answer is null && error is SlowBatchException && messages.Length > 1)
        {
            outbox.GiveBack(To, messages, null);
            _size.Shrink(messages);

            // Where nothing was accepted yet, the service may as well be the slow one.
            return _delivered.Count > 0 || way.IsByHand ? Step.Next : Step.Stop(Result("pending", $"{error.Message}; {Waits(isStored: true)}"));
        }

        _tried.UnionWith(messages.Select(static message => message.Id));
        return answer is not null ? await HeedAsync(answer, messages, isBacklog, interrupt).ConfigureAwait(false) : error switch
        {
            CircuitOpenException open => Step.Stop(SetBack(messages, "circuit_open", null, way.Explain(open))),
            BudgetSpentException or null => Step.Stop(SetBack(messages, "pending", null, "no time was left for it")),
            SlowBatchException => new Step(SetBack(messages, "pending", new Setback(error.Message, RestOfSlow, OfMessage: true)), MayGoOn: _delivered.Count > 0),
            _ => Step.Stop(SetBack(messages, "failed", new Setback(ReplyVerdict.Short(error.Message)))),
        };
    }

    private async Task<Step> HeedAsync(ServiceAnswer answer, ImmutableArray<OutboxMessage> messages, bool isBacklog, CancellationToken interrupt)
    {
        switch (answer.Kind)
        {
            case ServiceAnswerKind.Accepted:
                outbox.Done(To, messages);
                _delivered.AddRange(messages);
                return Step.Next;
            case ServiceAnswerKind.Outdated:
                outbox.Discard(messages);
                _outdated.AddRange(messages);
                return Step.Next;
            case ServiceAnswerKind.Busy:
                return Step.Stop(SetBack(messages, "pending", new Setback($"{answer.Message}, next attempt in {Seconds(answer.RetryAfter)}", answer.RetryAfter)));
            case ServiceAnswerKind.Denied:
                return Step.Stop(SetBack(messages, "failed", new Setback(answer.Message)));
            default:
                return messages.Length > 1
                    ? await SendSinglyAsync(messages, interrupt).ConfigureAwait(false)
                    : new Step(SetBack(messages, "failed", new Setback(answer.Message, RestOfRefused, OfMessage: true)), MayGoOn: true);
        }
    }

    // One of them is not to this service's liking; the others must not wait for it.
    private async Task<Step> SendSinglyAsync(ImmutableArray<OutboxMessage> messages, CancellationToken interrupt)
    {
        var last = Step.Next;
        foreach (var message in messages)
        {
            if (!last.MayGoOn)
            {
                outbox.GiveBack(To, [message], null);
                continue;
            }

            var step = await SendAsync([message], isBacklog: true, interrupt).ConfigureAwait(false);
            last = step.Result is null ? last with { MayGoOn = step.MayGoOn } : step;
        }

        return last;
    }

    private ServiceMessage Wire(OutboxMessage message, bool isBacklog) => new(message.Group, message.Body)
    {
        RunAt = message.RunAt,
        IsLate = isBacklog || way.Budget.Time.GetUtcNow() - message.RunAt > MaxAgeOfNews,
    };

    private IntegrationResult SetBack(ImmutableArray<OutboxMessage> messages, string status, Setback? setback, string? why = null)
    {
        outbox.GiveBack(To, messages, setback);
        return Result(status, $"{setback?.Reason ?? why}; {Waits(messages[0].Id > 0)}");
    }

    private DateTimeOffset? Rest() => way.IsByHand ? null : outbox.RestUntil(To);

    private string Waits(bool isStored) =>
        isStored && way.IsInBuildJob ? $"it waits in the outbox, and is lost unless this job keeps {outbox.Folder}"
        : isStored ? "it waits in the outbox"
        : $"it is lost, since there is no outbox: {outbox.Fault}";

    private IntegrationResult Result(string status, string message) => new(sink.Name, status, message);

    private static string Runs(long count, string kind = "") => string.Create(CultureInfo.InvariantCulture, $"{count} {kind}run{(count == 1 ? "" : "s")}");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");

    /// <summary>What a call led to.</summary>
    /// <param name="Result">What went wrong; null for nothing.</param>
    /// <param name="MayGoOn">Whether another call makes sense.</param>
    private sealed record Step(IntegrationResult? Result, bool MayGoOn)
    {
        public static Step Next { get; } = new(null, MayGoOn: true);

        public static Step Stop(IntegrationResult result) => new(result, MayGoOn: false);
    }
}
