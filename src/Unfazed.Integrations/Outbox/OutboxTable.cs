using System.Collections.Immutable;
using Unfazed.Resilience.Sqlite;

namespace Unfazed.Integrations.Outbox;

/// <summary>What the outbox can do, on its file. Used from one thread.</summary>
/// <param name="file">The file.</param>
/// <param name="time">The clock; what is stored is UTC.</param>
/// <param name="limits">How much may wait.</param>
internal sealed class OutboxTable(OutboxFile file, TimeProvider time, OutboxLimits limits)
{
    // An hour is the longest that a service may ask for; more is a clock that was set back.
    private const long LongestRest = 2 * 3_600_000;

    // Runs of two machines that share a home may differ by this much; more is a clock that ran ahead.
    private const long LongestAhead = 5 * 60_000;

    private readonly string _me = Guid.NewGuid().ToString("N");

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Adds messages, and drops what is too old or too much.</summary>
    public OutboxAddition Add(ImmutableArray<OutboxMessage> messages) => file.Repairing(() => file.Together(() =>
    {
        foreach (var message in messages)
        {
            Of(OutboxSql.Know, message.To).Rows(static _ => 0);
            var insert = Of(OutboxSql.Insert, message.To);
            insert.Bind(3, message.Group);
            insert.Bind(4, message.Run);
            insert.Bind(5, message.Root);
            insert.Bind(6, message.RunAt.ToUnixTimeMilliseconds());
            insert.Bind(7, message.Body);
            insert.Bind(8, System.Text.Encoding.UTF8.GetByteCount(message.Body));
            insert.Rows(static _ => 0);
            Supersede(message.To);
        }

        return new OutboxAddition([.. Drop().GroupBy(static to => to).Select(static group => (group.Key, group.Count()))]);
    }));

    /// <summary>Takes messages for sending, the oldest first; nobody else sends them until the lease is over.</summary>
    public ImmutableArray<OutboxMessage> Claim(OutboxClaim wanted) => file.Repairing(() => file.Together(() =>
    {
        Supersede(wanted.To);
        var claim = Of(OutboxSql.Claim, wanted.To);
        claim.Bind(3, Now);
        claim.Bind(4, (long)wanted.Lease.TotalMilliseconds);
        claim.Bind(5, _me);
        claim.Bind(6, wanted.IncludesResting ? long.MaxValue : Now);
        claim.Bind(7, wanted.Run);
        claim.Bind(8, wanted.MaxMessages);
        claim.Bind(9, wanted.MaxBytes);
        return claim.Rows(row => Read(wanted.To, row)).OrderBy(static message => message.RunAt).ThenBy(static message => message.Id).ToImmutableArray();
    }));

    /// <summary>They arrived.</summary>
    public void Done(Recipient to, ImmutableArray<OutboxMessage> messages)
    {
        file.Repairing(() => file.Together(() =>
        {
            Delete(messages);
            var delivered = Of(OutboxSql.Delivered, to);
            delivered.Bind(3, Now);
            return delivered.Rows(static _ => 0);
        }));
        file.Shrink();
    }

    /// <summary>They are not sent any more.</summary>
    public void Discard(ImmutableArray<OutboxMessage> messages)
    {
        file.Repairing(() => file.Together(() => Delete(messages)));
        file.Shrink();
    }

    /// <summary>They did not, and wait on.</summary>
    /// <param name="to">Whom they are for.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="setback">Why; null where nothing is wrong with the service.</param>
    public void GiveBack(Recipient to, ImmutableArray<OutboxMessage> messages, Setback? setback) => file.Repairing(() => file.Together(() =>
    {
        foreach (var message in messages)
        {
            var release = Mine(OutboxSql.Release, message);
            release.Bind(3, setback is { OfMessage: true } ? Now + (long)setback.Rest.TotalMilliseconds : 0);
            release.Rows(static _ => 0);
        }

        if (setback is null)
        {
            return 0;
        }

        var failed = Of(OutboxSql.Failed, to);
        failed.Bind(3, Now);
        failed.Bind(4, setback.Reason);
        failed.Bind(5, setback.OfMessage || setback.Rest == TimeSpan.Zero ? 0 : Now + (long)setback.Rest.TotalMilliseconds);
        failed.Rows(static _ => 0);
        return 0;
    }));

    /// <summary>Until when the service asked to be left alone; null when that is over.</summary>
    public DateTimeOffset? RestUntil(Recipient to) => file.Repairing(() =>
        Of(OutboxSql.RestUntil, to).Rows(static row => row.Number(0)) is [var until] && until > Now && until <= Now + LongestRest ? At(until) : null);

    /// <summary>How it stands with every service that was ever told something.</summary>
    public ImmutableArray<RecipientState> States() => file.Repairing(() => Timed(OutboxSql.States).Rows(row => new RecipientState(new Recipient(row.Text(0), row.Text(1)))
    {
        RestUntil = row.Number(2) > Now ? At(row.Number(2)) : null,
        Dropped = row.Number(3),
        DroppedAt = At(row.Number(4)),
        DeliveredAt = At(row.Number(5)),
        FailedAt = At(row.Number(6)),
        LastError = row.Text(7),
        Waiting = row.Number(8),
        Oldest = At(row.Number(9)),
        Bytes = row.Number(10),
        InDelivery = row.Number(11),
        InDeliveryUntil = row.Number(12) > Now ? At(row.Number(12)) : null,
    }).ToImmutableArray());

    private void Supersede(Recipient to)
    {
        var supersede = Of(OutboxSql.Supersede, to);
        supersede.Bind(3, Now);
        supersede.Bind(4, Now + LongestAhead);
        supersede.Rows(static _ => 0);
    }

    private List<Recipient> Drop()
    {
        var old = file.Statement(OutboxSql.DropOld);
        old.Bind(1, (time.GetUtcNow() - limits.LongestAge).ToUnixTimeMilliseconds());
        old.Bind(2, Now);
        var dropped = old.Rows(static row => new Recipient(row.Text(0), row.Text(1)));
        var surplus = file.Statement(OutboxSql.DropSurplus);
        surplus.Bind(1, limits.MostMessages);
        surplus.Bind(2, limits.MostBytes);
        surplus.Bind(3, Now);
        surplus.Bind(4, Now + LongestAhead);
        dropped.AddRange(surplus.Rows(static row => new Recipient(row.Text(0), row.Text(1))));
        foreach (var to in dropped)
        {
            var count = Of(OutboxSql.CountDrop, to);
            count.Bind(3, Now);
            count.Rows(static _ => 0);
        }

        return dropped;
    }

    private int Delete(ImmutableArray<OutboxMessage> messages)
    {
        foreach (var message in messages)
        {
            Mine(OutboxSql.Done, message).Rows(static _ => 0);
        }

        return messages.Length;
    }

    private SqliteStatement Timed(string sql)
    {
        var statement = file.Statement(sql);
        statement.Bind(1, Now);
        return statement;
    }

    private static OutboxMessage Read(Recipient to, SqliteStatement row) => new(to, row.Text(2), row.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4)))
    {
        Id = row.Number(0),
        Group = row.Text(1),
        Body = row.Text(5),
    };

    private SqliteStatement Of(string sql, Recipient to)
    {
        var statement = file.Statement(sql);
        statement.Bind(1, to.Name);
        statement.Bind(2, to.Endpoint);
        return statement;
    }

    private SqliteStatement Mine(string sql, OutboxMessage message)
    {
        var statement = file.Statement(sql);
        statement.Bind(1, message.Id);
        statement.Bind(2, _me);
        return statement;
    }

    private static DateTimeOffset? At(long milliseconds) => milliseconds <= 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253402300799999));
}

/// <summary>How much may wait.</summary>
internal sealed record OutboxLimits
{
    /// <summary>How many messages, for all services: 1,000 unless told.</summary>
    public int MostMessages { get; init; } = 1_000;

    /// <summary>How large they may be together: 64 MiB unless told.</summary>
    public long MostBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long ago their run may have begun: 14 days unless told.</summary>
    public TimeSpan LongestAge { get; init; } = TimeSpan.FromDays(14);
}

/// <summary>Why messages wait on.</summary>
/// <param name="Reason">One line for people.</param>
/// <param name="Rest">How long nothing is tried; zero for not at all.</param>
/// <param name="OfMessage">Whether the message rests, which was refused, or else the service.</param>
internal sealed record Setback(string Reason, TimeSpan Rest = default, bool OfMessage = false);
