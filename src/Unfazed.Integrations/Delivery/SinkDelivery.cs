using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Integrations.Outbox;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>Tells one service what waits for it: this run's message first, then older ones, until there is no more, no time, or no answer.</summary>
/// <param name="sink">The service.</param>
/// <param name="outbox">What waits.</param>
/// <param name="way">How it is called.</param>
internal sealed class SinkDelivery(IServiceSink sink, Outbox.Outbox outbox, DeliveryWay way)
{
    private static readonly TimeSpan LeaseBeyondBudget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestOfRefused = TimeSpan.FromHours(1);

    private readonly List<OutboxMessage> _delivered = [];
    private readonly HashSet<long> _tried = [];
    private bool _isDone;

    /// <summary>Whom it is told.</summary>
    public Recipient To { get; } = new(sink.Name, sink.Address.Endpoint);

    /// <summary>The messages that arrived.</summary>
    public IReadOnlyList<OutboxMessage> Delivered => _delivered;

    /// <summary>Delivers.</summary>
    /// <param name="own">This run's message, which is in the outbox unless that cannot be used; null for what waits alone.</param>
    /// <param name="isStored">Whether it is in the outbox.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<IntegrationResult> RunAsync(OutboxMessage? own, bool isStored, CancellationToken interrupt)
    {
        if (Rest() is { } until)
        {
            return Result("pending", $"it asked to be left alone until {way.Clock(until)}; {Waits(isStored)}");
        }

        IntegrationResult? worst = null;
        while (!way.Budget.IsSpent && !interrupt.IsCancellationRequested)
        {
            var messages = Next(own, isStored);
            if (messages.IsEmpty || messages.Any(message => !_tried.Add(message.Id)))
            {
                outbox.GiveBack(To, messages, null);
                _isDone = true;
                break;
            }

            var end = await SendAsync(messages, interrupt).ConfigureAwait(false);
            worst = end.Result is { } result && (worst is null || end.Stops || messages.Any(message => message.Run == own?.Run)) ? result : worst;
            if (end.Stops || !isStored)
            {
                break;
            }
        }

        return End(own, isStored, worst);
    }

    private IntegrationResult End(OutboxMessage? own, bool isStored, IntegrationResult? worst)
    {
        if (own is null || _delivered.Exists(message => message.Run == own.Run))
        {
            var others = _delivered.Count(message => message.Run != own?.Run);
            return own is null && worst is not null ? worst
                : others == 0 ? Result("ok", own is null ? "nothing waits" : "delivered")
                : Result("ok", string.Create(CultureInfo.InvariantCulture, $"delivered{(own is null ? "" : ", with")} {others} {(own is null ? "" : "earlier ")}run{(others == 1 ? "" : "s")}"));
        }

        return worst ?? Result("pending", _isDone && isStored ? "a newer run, or one that is at work, tells it" : $"no time was left for it; {Waits(isStored)}");
    }

    private ImmutableArray<OutboxMessage> Next(OutboxMessage? own, bool isStored) =>
        isStored ? outbox.Claim(To, own?.Run ?? "", way.Budget.Left + LeaseBeyondBudget, sink.BatchSize, way.IsByHand)
        : own is null || _delivered.Count > 0 ? []
        : [own];

    private async Task<(IntegrationResult? Result, bool Stops)> SendAsync(ImmutableArray<OutboxMessage> messages, CancellationToken interrupt)
    {
        var (answer, error) = await way.CallOf(sink).TryAsync(
            token => sink.SendAsync(way.Http, [.. messages.Select(static message => new ServiceMessage(message.Group, message.Body))], token), interrupt).ConfigureAwait(false);
        switch (answer)
        {
            case { Kind: ServiceAnswerKind.Accepted }:
                outbox.Done(To, messages);
                _delivered.AddRange(messages);
                return (null, false);
            case { Kind: ServiceAnswerKind.Busy } busy:
                return (SetBack(messages, "pending", new Setback($"{busy.Message}, next attempt in {Seconds(busy.RetryAfter)}", busy.RetryAfter)), true);
            case { } refused when messages.Length > 1:
                return (await SendSinglyAsync(messages, interrupt).ConfigureAwait(false) ?? Result("failed", refused.Message), false);
            case { } refused:
                return (SetBack(messages, "failed", new Setback(refused.Message, RestOfRefused, OfMessage: true)), false);
        }

        return (error switch
        {
            CircuitOpenException open => SetBack(messages, "circuit_open", null, way.Explain(open)),
            BudgetSpentException or null => SetBack(messages, "pending", null, "no time was left for it"),
            _ => SetBack(messages, "failed", new Setback(ReplyVerdict.Short(error.Message))),
        }, true);
    }

    // One of them is not to this service's liking; the others must not wait for it.
    private async Task<IntegrationResult?> SendSinglyAsync(ImmutableArray<OutboxMessage> messages, CancellationToken interrupt)
    {
        IntegrationResult? worst = null;
        foreach (var message in messages)
        {
            var (result, _) = await SendAsync([message], interrupt).ConfigureAwait(false);
            worst = result ?? worst;
        }

        return worst;
    }

    private IntegrationResult SetBack(ImmutableArray<OutboxMessage> messages, string status, Setback? setback, string? why = null)
    {
        outbox.GiveBack(To, messages, setback);
        return Result(status, $"{setback?.Reason ?? why}; {Waits(messages[0].Id > 0)}");
    }

    private DateTimeOffset? Rest() => way.IsByHand ? null : outbox.RestUntil(To);

    private string Waits(bool isStored) => isStored ? "it waits in the outbox" : $"it is lost, since there is no outbox: {outbox.Fault}";

    private IntegrationResult Result(string status, string message) => new(sink.Name, status, message);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");
}
