namespace Unfazed.Integrations.Outbox;

/// <summary>The outbox as single statements. Times are UTC milliseconds. Versions of Unfazed share the file: columns are added, never changed.</summary>
internal static class OutboxSql
{
    /// <summary>Bumped when a statement here needs what an older file lacks.</summary>
    public const int SchemaVersion = 1;

    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS message(
          id INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, endpoint TEXT NOT NULL, grp TEXT NOT NULL,
          run TEXT NOT NULL, root TEXT NOT NULL, run_at INTEGER NOT NULL, body TEXT NOT NULL, bytes INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0,
          lease_until INTEGER NOT NULL DEFAULT 0, lease_by TEXT NOT NULL DEFAULT '');
        CREATE INDEX IF NOT EXISTS message_by_group ON message(service, endpoint, grp, run_at);
        CREATE TABLE IF NOT EXISTS service(
          service TEXT NOT NULL, endpoint TEXT NOT NULL, not_before INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0,
          dropped_at INTEGER NOT NULL DEFAULT 0, delivered_at INTEGER NOT NULL DEFAULT 0, failed_at INTEGER NOT NULL DEFAULT 0,
          last_error TEXT NOT NULL DEFAULT '', PRIMARY KEY(service, endpoint)) WITHOUT ROWID;
        """;

    public const string Version = "PRAGMA user_version";

    public const string Know = "INSERT INTO service(service, endpoint) VALUES(?1, ?2) ON CONFLICT DO NOTHING";

    /// <summary>
    /// What a newer message of its group makes worthless, unless somebody is sending it now. What lies beyond ?4 was written by a clock that ran
    /// ahead: its time says nothing, so it counts as the oldest.
    /// </summary>
    public const string Supersede =
        """
        DELETE FROM message WHERE service=?1 AND endpoint=?2 AND lease_until<=?3
          AND EXISTS(SELECT 1 FROM message n WHERE n.service=?1 AND n.endpoint=?2 AND n.grp=message.grp
                     AND (iif(n.run_at>?4, 0, n.run_at), n.id)>(iif(message.run_at>?4, 0, message.run_at), message.id))
        """;

    public const string Insert =
        """
        INSERT INTO message(service, endpoint, grp, run, root, run_at, body, bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id
        """;

    /// <summary>What is too old.</summary>
    public const string DropOld = "DELETE FROM message WHERE run_at<?1 AND lease_until<=?2 RETURNING service, endpoint";

    /// <summary>The oldest beyond the number, or beyond the bytes, that may wait.</summary>
    public const string DropSurplus =
        """
        DELETE FROM message WHERE lease_until<=?3 AND id IN (
          SELECT id FROM (SELECT id, row_number() OVER newest AS place, sum(bytes) OVER newest AS sum FROM message
                          WINDOW newest AS (ORDER BY iif(run_at>?4, 0, run_at) DESC, id DESC))
          WHERE place>?1 OR sum>?2) RETURNING service, endpoint
        """;

    public const string CountDrop = "UPDATE service SET dropped=dropped+1, dropped_at=?3 WHERE service=?1 AND endpoint=?2";

    /// <summary>
    /// Takes messages for sending: those of one run (?7), or with '' the oldest, as many as fit and at least one. While another process sends a
    /// message of a group, no other of that group is taken: an older one that arrives late would replace a newer one. A lease of more than an
    /// hour is a clock that was set back.
    /// </summary>
    public const string Claim =
        """
        UPDATE message SET lease_until=?3+?4, lease_by=?5, attempts=attempts+1 WHERE id IN (
          SELECT id FROM (
            SELECT id, row_number() OVER oldest AS place, sum(bytes) OVER oldest AS total FROM message m
              WHERE service=?1 AND endpoint=?2 AND (lease_until<=?3 OR lease_until>?3+3600000) AND not_before<=?6 AND (?7='' OR run=?7)
                AND NOT EXISTS(SELECT 1 FROM message o WHERE o.service=?1 AND o.endpoint=?2 AND o.grp=m.grp AND o.id<>m.id AND o.lease_until>?3)
              WINDOW oldest AS (ORDER BY not_before, run_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
          WHERE place=1 OR (place<=?8 AND total<=?9))
        RETURNING id, grp, run, root, run_at, body
        """;

    public const string Done = "DELETE FROM message WHERE id=?1 AND lease_by=?2";

    public const string Release = "UPDATE message SET lease_until=0, lease_by='', not_before=max(not_before, ?3) WHERE id=?1 AND lease_by=?2";

    /// <summary>Pages of the file that hold nothing, all of its pages, and the size of one.</summary>
    public const string FreePages = "SELECT freelist_count, page_count, page_size FROM pragma_freelist_count, pragma_page_count, pragma_page_size";

    public const string Delivered = "UPDATE service SET delivered_at=?3, last_error='', failed_at=0, not_before=0 WHERE service=?1 AND endpoint=?2";

    public const string Failed = "UPDATE service SET failed_at=?3, last_error=?4, not_before=max(not_before, ?5) WHERE service=?1 AND endpoint=?2";

    public const string RestUntil = "SELECT not_before FROM service WHERE service=?1 AND endpoint=?2";

    public const string States =
        """
        SELECT s.service, s.endpoint, s.not_before, s.dropped, s.dropped_at, s.delivered_at, s.failed_at, s.last_error,
               count(m.id), coalesce(min(m.run_at), 0), coalesce(sum(m.bytes), 0),
               coalesce(sum(m.lease_until>?1 AND m.lease_until<=?1+3600000), 0), coalesce(max(iif(m.lease_until<=?1+3600000, m.lease_until, 0)), 0)
          FROM service s LEFT JOIN message m ON m.service=s.service AND m.endpoint=s.endpoint GROUP BY s.service, s.endpoint ORDER BY s.service, s.endpoint
        """;
}
