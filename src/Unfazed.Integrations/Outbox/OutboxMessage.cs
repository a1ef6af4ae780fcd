using System.Collections.Immutable;

namespace Unfazed.Integrations.Outbox;

/// <summary>Whom a message is for.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Endpoint">Its address, without credentials and query: what is stored can be read by whoever finds the file.</param>
internal readonly record struct Recipient(string Name, string Endpoint);

/// <summary>A message that waits, or is being sent.</summary>
/// <param name="To">Whom it is for.</param>
/// <param name="Run">The run that it tells of.</param>
/// <param name="Root">The root of that run's repository.</param>
/// <param name="RunAt">When that run began.</param>
internal sealed record OutboxMessage(Recipient To, string Run, string Root, DateTimeOffset RunAt)
{
    /// <summary>Its number in the file; 0 when it was never stored.</summary>
    public long Id { get; init; }

    /// <summary>Of several messages with one group only the newest is worth sending.</summary>
    public required string Group { get; init; }

    /// <summary>What is sent.</summary>
    public required string Body { get; init; }
}

/// <summary>What is taken out of the outbox for one call.</summary>
/// <param name="To">Whom it is for.</param>
/// <param name="Lease">How long nobody else sends it: longer than the call can take.</param>
internal sealed record OutboxClaim(Recipient To, TimeSpan Lease)
{
    /// <summary>The run whose message it is; empty for the oldest.</summary>
    public string Run { get; init; } = "";

    /// <summary>How many messages at most.</summary>
    public int MaxMessages { get; init; } = 1;

    /// <summary>How large they may be together, in bytes; one that is larger goes alone.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Whether those that were refused, and rest, are taken too.</summary>
    public bool IncludesResting { get; init; }
}

/// <summary>How it stands with a service.</summary>
/// <param name="To">The service.</param>
internal sealed record RecipientState(Recipient To)
{
    /// <summary>How many runs wait.</summary>
    public long Waiting { get; init; }

    /// <summary>How large they are, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>How many of them a process is sending, or was when it was killed.</summary>
    public long InDelivery { get; init; }

    /// <summary>When the last of these can be sent by another process.</summary>
    public DateTimeOffset? InDeliveryUntil { get; init; }

    /// <summary>When the oldest of them began.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>How many were dropped, ever.</summary>
    public long Dropped { get; init; }

    /// <summary>When the last was dropped.</summary>
    public DateTimeOffset? DroppedAt { get; init; }

    /// <summary>When something was last delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When a delivery last failed, unless one has succeeded since.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Why; empty for no reason.</summary>
    public string LastError { get; init; } = "";

    /// <summary>Until when it asked to be left alone.</summary>
    public DateTimeOffset? RestUntil { get; init; }
}

/// <summary>What adding messages led to.</summary>
/// <param name="Dropped">How many messages of whom were dropped, because too many or too old ones waited.</param>
internal sealed record OutboxAddition(ImmutableArray<(Recipient To, int Count)> Dropped);
