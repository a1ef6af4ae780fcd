using System.Collections.Immutable;
using System.Text;
using Unfazed.Integrations.Outbox;

namespace Unfazed.Integrations.Delivery;

/// <summary>How much of a backlog one call carries: little at the end of a run, where an attempt has half a second, and less after a time-out.</summary>
/// <param name="messages">How many messages the service takes in one call.</param>
/// <param name="isByHand">Whether somebody waits for it, and an attempt has more time.</param>
internal sealed class BatchSize(int messages, bool isByHand)
{
    private const long AtTheEndOfARun = 256 * 1024;
    private const long ByHand = 4 * 1024 * 1024;

    /// <summary>How many messages at most.</summary>
    public int Messages { get; private set; } = messages;

    /// <summary>How many bytes at most; one message may be larger.</summary>
    public long Bytes { get; private set; } = isByHand ? ByHand : AtTheEndOfARun;

    /// <summary>Halves it, as seen from a batch that was too large.</summary>
    public void Shrink(ImmutableArray<OutboxMessage> batch)
    {
        Messages = Math.Max(1, batch.Length / 2);
        Bytes = Math.Min(Bytes, batch.Sum(static message => (long)Encoding.UTF8.GetByteCount(message.Body)) / 2);
    }
}
