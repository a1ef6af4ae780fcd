namespace Unfazed.Resilience.Sqlite;

/// <summary>The state machine in SQL: single statements, each atomic, the same on SQLite and PostgreSQL but for the parameters' spelling.</summary>
internal static class BreakerSql
{
    /// <summary>Adding columns is all that a later version may do; none here is ever renamed, dropped or given another meaning.</summary>
    public const int SchemaVersion = 1;

    public const string Columns =
        "state, fails, gen, born, attempts, changed_at, open_until, lease_until, opened_at, last_failure, last_cause";

    public const string CreateTable =
        "CREATE TABLE IF NOT EXISTS breaker(name TEXT PRIMARY KEY NOT NULL)";

    public const string Read = $"SELECT {Columns} FROM breaker WHERE name={Name}";

    public const string List = $"SELECT name, {Columns} FROM breaker ORDER BY name";

    /// <summary>Rows are never deleted, and a new one starts above every older generation, those of a lost file included.</summary>
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

    private const string IsCurrent = $"(gen={Generation} OR ({Generation}=0 AND gen=born)) AND state IN (0,2)";
    private const string Trips = $"state=2 OR fails+1>={FailMax}";
    private const string SetBack = $"{Now}<changed_at-{Skew}";

    // The lease before, doubled, between what is asked for and four times that.
    private const string NextLease =
        $"""
         CASE WHEN state<>2 OR 2*(lease_until-changed_at)<{Lease} THEN {Lease}
              WHEN 2*(lease_until-changed_at)>4*{Lease} THEN 4*{Lease} ELSE 2*(lease_until-changed_at) END
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
                last_cause=CASE WHEN {Adopts} THEN {Cause} ELSE last_cause END
          WHERE name={Name}
         RETURNING {Columns}
         """;

    private const string Elect =
        $"""
         UPDATE breaker SET state=2, gen=gen+1, attempts=attempts+1, changed_at={Now}, lease_until={Now}+({NextLease})
          WHERE name={Name} AND ((state=1 AND ({Now}>=open_until OR {SetBack})) OR (state=2 AND ({Now}>=lease_until OR {SetBack})))
         RETURNING {Columns}
         """;

    private const string Fail =
        $"""
         UPDATE breaker SET fails=fails+1, last_failure={UtcNow}, last_cause={Cause},
                state=CASE WHEN {Trips} THEN 1 ELSE 0 END,
                gen=gen+(CASE WHEN {Trips} THEN 1 ELSE 0 END),
                changed_at=CASE WHEN {Trips} THEN {Now} ELSE changed_at END,
                open_until=CASE WHEN {Trips} THEN {Now}+{Break} ELSE open_until END,
                opened_at=CASE WHEN {Trips} THEN {UtcNow} ELSE opened_at END
          WHERE name={Name} AND {IsCurrent}
         RETURNING {Columns}
         """;

    private const string Succeed =
        $"""
         UPDATE breaker SET state=0, fails=0, attempts=0, gen=gen+(CASE WHEN state=2 THEN 1 ELSE 0 END), changed_at={Now}
          WHERE name={Name} AND {IsCurrent} AND (fails>0 OR state=2)
         RETURNING {Columns}
         """;

    private const string Release =
        $"""
         UPDATE breaker SET state=1, open_until={Now}, gen=gen+1, changed_at={Now}
          WHERE name={Name} AND gen={Generation} AND state=2
         RETURNING {Columns}
         """;

    private const string Isolate =
        $"""
         UPDATE breaker SET state=3, gen=gen+1, changed_at={Now}, opened_at={UtcNow}, last_cause=COALESCE({Cause}, last_cause)
          WHERE name={Name} AND state<>3
         RETURNING {Columns}
         """;

    private const string Reset =
        $"""
         UPDATE breaker SET state=0, fails=0, attempts=0, gen=gen+1, changed_at={Now}
          WHERE name={Name} AND NOT (state=0 AND fails=0 AND gen=born)
         RETURNING {Columns}
         """;

    /// <summary>The columns beside the name, with the types and defaults that let an older version insert without knowing them.</summary>
    public static IReadOnlyList<(string Name, string Definition)> ColumnDefinitions { get; } =
    [
        .. Columns.Split(", ").Select(c => (c, c == "last_cause" ? "last_cause TEXT" : $"{c} INTEGER NOT NULL DEFAULT 0")),
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
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such command."),
    };
}
