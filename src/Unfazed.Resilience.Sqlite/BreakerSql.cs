namespace Unfazed.Resilience.Sqlite;

/// <summary>The state machine in SQL: single statements, each atomic, the same on SQLite and PostgreSQL but for the parameters and the JSON functions.</summary>
internal static class BreakerSql
{
    /// <summary>Adding columns is all that a later version may do; none here is ever renamed, dropped or given another meaning.</summary>
    public const int SchemaVersion = 2;

    public const string Columns =
        "state, fails, gen, born, attempts, changed_at, open_until, lease_until, opened_at, last_failure, last_cause, "
        + "ticket, leases, lease_length, probes_ok, probes_failed, probes_slow";

    public const string CreateTable =
        "CREATE TABLE IF NOT EXISTS breaker(name TEXT PRIMARY KEY NOT NULL)";

    public const string Read = $"SELECT {Columns} FROM breaker WHERE name={Name}";

    public const string List = $"SELECT name, {Columns} FROM breaker ORDER BY name";

    /// <summary>By hand only. A row of the same name that is made later starts above the generation of this one.</summary>
    public const string Remove = $"DELETE FROM breaker WHERE name={Name} RETURNING name";

    /// <summary>A new row starts above every older generation, those of a lost file and of a removed row included.</summary>
    public const string Insert = $"INSERT INTO breaker(name, gen, born) VALUES({Name}, {Now}, {Now}) ON CONFLICT DO NOTHING";

    private const string Name = "?1";
    private const string Now = "?2";
    private const string Generation = "?3";
    private const string FailMax = "?4";
    private const string Break = "?5";
    private const string Lease = "?6";
    private const string Skew = "?7";
    private const string Cause = "?8";
    private const string UtcNow = "?9";
    private const string State = "?10";
    private const string Failures = "?11";

    private const string Ticket = "?12";
    private const string MaxCalls = "?13";
    private const string Needed = "?14";
    private const string FailLimit = "?15";
    private const string SlowLimit = "?16";
    private const string FailsAtOnce = "?17";
    private const string IsSlow = "?18";
    private const string Attempts = "?19";
    private const string OpenedAt = "?20";
    private const string LastFailureAt = "?21";
    private const string MaxTotal = "?22";

    private const string IsCurrent = $"state=0 AND (gen={Generation} OR ({Generation}=0 AND gen=born))";
    private const string SetBack = $"{Now}<changed_at-{Skew}";
    private const string Judged = "probes_ok+probes_failed";
    private const string NoProbes = "leases=NULL, probes_ok=0, probes_failed=0, probes_slow=0";

    // A value that is no JSON would be an error of the statement: a damaged row would keep its breaker out of the store for ever.
    private const string Leases = "json_each(CASE WHEN json_valid(leases) THEN leases ELSE '{}' END)";
    private const string Path = $"('$.\"'||{Ticket}||'\"')";
    private const string HasLease =
        $"state=2 AND gen={Generation} AND CASE WHEN json_valid(leases) THEN json_type(leases, {Path}) END IS NOT NULL";

    private const string Others = $"SELECT value FROM {Leases} WHERE key<>CAST({Ticket} AS TEXT)";
    private const string Live = $"SELECT key, value FROM {Leases} WHERE state=2 AND value>{Now} AND NOT ({SetBack})";
    private const string HasLost = $"(state=2 AND (leases IS NULL OR (SELECT count(*) FROM ({Live}))<(SELECT count(*) FROM {Leases})))";
    private const string IsNew = $"(state=1 OR ({HasLost} AND NOT EXISTS({Live})))";
    private const string NewTicket = $"(CASE WHEN {IsNew} THEN 1 ELSE ticket+1 END)";

    private const string GoesOn = $"(EXISTS({Others}) OR {Judged}>0)";

    // The lease before, doubled where a probe has outlived it, between what is asked for and four times that.
    private const string NewLease =
        $"""
         (CASE WHEN state<>2 THEN {Lease}
               ELSE MAX({Lease}, MIN(CASE WHEN {HasLost} THEN 2*lease_length ELSE lease_length END, 4*{Lease})) END)
         """;

    private const string Adopts = $"state<>3 AND {State} IN (1,3)";

    private const string Adopt =
        $"""
         UPDATE breaker SET gen=(CASE WHEN gen>{Generation} THEN gen ELSE {Generation} END)+1, changed_at={Now},
                state=CASE WHEN {Adopts} THEN {State} ELSE state END,
                fails=CASE WHEN {Adopts} THEN {Failures} ELSE fails END,
                open_until=CASE WHEN {Adopts} THEN {Now}+{Break} ELSE open_until END,
                opened_at=CASE WHEN {Adopts} THEN {UtcNow} ELSE opened_at END,
                last_failure=CASE WHEN {Adopts} THEN {UtcNow} ELSE last_failure END,
                last_cause=CASE WHEN {Adopts} THEN {Cause} ELSE last_cause END,
                leases=CASE WHEN {Adopts} THEN NULL ELSE leases END
          WHERE name={Name}
         RETURNING {Columns}
         """;

    private const string Elect =
        $"""
         UPDATE breaker SET state=2, gen=gen+{IsNew}, attempts=attempts+{IsNew}, changed_at={Now},
                ticket={NewTicket}, lease_length={NewLease},
                leases=json_set((SELECT json_group_object(key, value) FROM ({Live})), '$."'||{NewTicket}||'"', {Now}+{NewLease}),
                probes_ok=CASE WHEN state=2 THEN probes_ok ELSE 0 END,
                probes_failed=CASE WHEN state=2 THEN probes_failed ELSE 0 END,
                probes_slow=CASE WHEN state=2 THEN probes_slow ELSE 0 END,
                lease_until=CASE WHEN (SELECT count(*) FROM ({Live}))+1<{MaxCalls}
                                  AND (SELECT count(*) FROM ({Live}))+1+(CASE WHEN state=2 THEN {Judged} ELSE 0 END)<{MaxTotal} THEN {Now}
                                 ELSE MIN({Now}+{NewLease}, COALESCE((SELECT min(value) FROM ({Live})), {Now}+{NewLease})) END
          WHERE name={Name} AND ((state=1 AND ({Now}>=open_until OR {SetBack})) OR (state=2 AND ({Now}>=lease_until OR {SetBack})))
         RETURNING {Columns}
         """;

    private const string Trip =
        $"""
         UPDATE breaker SET state=1, gen=gen+1, changed_at={Now}, open_until={Now}+{Break}, opened_at={UtcNow}, fails={Failures},
                last_failure=CASE WHEN {LastFailureAt}=0 THEN last_failure ELSE {LastFailureAt} END, last_cause={Cause}, leases=NULL
          WHERE name={Name} AND {IsCurrent}
         RETURNING {Columns}
         """;

    private const string Restore =
        $"""
         UPDATE breaker SET state={State}, gen=gen+1, changed_at={Now}, open_until={Now}+{Break}, opened_at={OpenedAt}, fails={Failures},
                attempts={Attempts}, last_failure={LastFailureAt}, last_cause={Cause}, {NoProbes}
          WHERE name={Name}
         RETURNING {Columns}
         """;

    private static readonly string Release =
        $"""
         UPDATE breaker SET changed_at={Now}, open_until=CASE WHEN {GoesOn} THEN open_until ELSE {Now} END,
                state=CASE WHEN {GoesOn} THEN 2 ELSE 1 END,
                gen=gen+(CASE WHEN {GoesOn} THEN 0 ELSE 1 END),
                leases=CASE WHEN {GoesOn} THEN json_remove(leases, {Path}) END,
                lease_until=CASE WHEN {GoesOn} THEN {NextPlace(judged: 0)} ELSE lease_until END
          WHERE name={Name} AND {HasLease}
         RETURNING {Columns}
         """;

    private const string Isolate =
        $"""
         UPDATE breaker SET state=3, gen=gen+1, changed_at={Now}, opened_at={UtcNow}, last_cause=COALESCE({Cause}, last_cause), leases=NULL
          WHERE name={Name} AND state<>3
         RETURNING {Columns}
         """;

    private const string Reset =
        $"""
         UPDATE breaker SET state=0, fails=0, attempts=0, gen=gen+1, changed_at={Now}, {NoProbes}
          WHERE name={Name} AND NOT (state=0 AND fails=0 AND gen=born)
         RETURNING {Columns}
         """;

    private static readonly string Fail = Settle(failed: true);
    private static readonly string Succeed = Settle(failed: false);

    /// <summary>The columns beside the name, with the types and defaults that let an older version insert without knowing them.</summary>
    public static IReadOnlyList<(string Name, string Definition)> ColumnDefinitions { get; } =
    [
        .. Columns.Split(", ").Select(c => (c, c is "last_cause" or "leases" ? $"{c} TEXT" : $"{c} INTEGER NOT NULL DEFAULT 0")),
    ];

    public static string Of(BreakerCommandKind kind) => kind switch
    {
        BreakerCommandKind.Elect => Elect,
        BreakerCommandKind.Fail => Fail,
        BreakerCommandKind.Succeed => Succeed,
        BreakerCommandKind.Release => Release,
        BreakerCommandKind.Isolate => Isolate,
        BreakerCommandKind.Reset => Reset,
        BreakerCommandKind.Adopt => Adopt,
        BreakerCommandKind.Trip => Trip,
        BreakerCommandKind.Restore => Restore,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such command."),
    };

    /// <summary>The outcome of a call of a closed breaker, or of a probe that still has its lease.</summary>
    private static string Settle(bool failed)
    {
        var (one, none) = failed ? (1, 0) : (0, 1);
        var isDecided = $"{Judged}+1>={Needed}";
        var isLimit = $"(probes_failed+{one}>={FailLimit} OR probes_slow+{IsSlow}>={SlowLimit})";
        var opens = failed
            ? $"(CASE WHEN state=0 THEN fails+1>={FailMax} ELSE ({FailsAtOnce} OR {isDecided}) AND {isLimit} END)"
            : $"(state=2 AND ({FailsAtOnce} OR {isDecided}) AND {isLimit})";
        var closes = $"(state=2 AND {isDecided} AND NOT {opens})";
        var waits = $"(state=2 AND NOT {isDecided} AND NOT {opens})";
        var cause = failed ? Cause : $"CASE WHEN {opens} THEN COALESCE({Cause}, last_cause) ELSE last_cause END";
        return $"""
            UPDATE breaker SET fails=CASE WHEN {closes} THEN 0 ELSE {(failed ? "fails+1" : "0")} END,
                   attempts=CASE WHEN {closes}{(failed ? "" : " OR state=0")} THEN 0 ELSE attempts END,
                   last_failure={(failed ? UtcNow : "last_failure")}, last_cause={cause},
                   state=CASE WHEN {opens} THEN 1 WHEN {waits} THEN 2 ELSE 0 END,
                   gen=gen+({opens} OR {closes}),
                   changed_at=CASE WHEN {(failed ? $"state=2 OR {opens}" : "1")} THEN {Now} ELSE changed_at END,
                   open_until=CASE WHEN {opens} THEN {Now}+{Break} ELSE open_until END,
                   opened_at=CASE WHEN {opens} THEN {UtcNow} ELSE opened_at END,
                   lease_until=CASE WHEN {waits} THEN {NextPlace(judged: 1)} ELSE lease_until END,
                   leases=CASE WHEN {waits} THEN json_remove(leases, {Path}) END,
                   probes_ok=CASE WHEN {closes} THEN 0 WHEN state=2 THEN probes_ok+{none} ELSE probes_ok END,
                   probes_failed=CASE WHEN {closes} THEN 0 WHEN state=2 THEN probes_failed+{one} ELSE probes_failed END,
                   probes_slow=CASE WHEN {closes} THEN 0 WHEN state=2 THEN probes_slow+{IsSlow} ELSE probes_slow END
             WHERE name={Name} AND ({HasLease} OR {IsCurrent}{(failed ? "" : " AND fails>0")})
            RETURNING {Columns}
            """;
    }

    // At once while there is a place, else when the first of the other leases ends.
    private static string NextPlace(int judged) =>
        $"""
         CASE WHEN (SELECT count(*) FROM ({Others}))<{MaxCalls} AND (SELECT count(*) FROM ({Others}))+{Judged}+{judged}<{MaxTotal} THEN {Now}
              ELSE COALESCE((SELECT min(value) FROM ({Others})), {Now}) END
         """;
}
