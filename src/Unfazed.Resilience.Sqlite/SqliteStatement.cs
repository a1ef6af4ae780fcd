using SQLitePCL;

namespace Unfazed.Resilience.Sqlite;

/// <summary>A prepared statement over the columns of <see cref="BreakerSql"/>. Parameters that a statement does not have are passed over.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;
    private readonly int _parameters;

    public SqliteStatement(sqlite3 db, string sql)
    {
        _db = db;
        Check(raw.sqlite3_prepare_v2(db, sql, out _statement));
        _parameters = raw.sqlite3_bind_parameter_count(_statement);
    }

    public void Bind(int index, long value)
    {
        if (index <= _parameters)
        {
            Check(raw.sqlite3_bind_int64(_statement, index, value));
        }
    }

    public void Bind(int index, string? value)
    {
        if (index <= _parameters)
        {
            Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        }
    }

    /// <summary>Runs to the end and returns what <paramref name="read"/> makes of each row.</summary>
    public List<T> Rows<T>(Func<SqliteStatement, T> read)
    {
        var rows = new List<T>();
        try
        {
            int code;
            while ((code = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
            {
                rows.Add(read(this));
            }

            if (code != raw.SQLITE_DONE)
            {
                Check(code);
            }

            return rows;
        }
        finally
        {
            // Repeats the error of the step, which has been reported.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Reads <see cref="BreakerSql.Columns"/>, the first of them at <paramref name="at"/>.</summary>
    public BreakerRow Row(int at) => new()
    {
        State = (CircuitState)Math.Clamp(Number(at), 0, (long)CircuitState.Isolated),
        Failures = Count(at + 1),
        Generation = Number(at + 2),
        Born = Number(at + 3),
        Attempts = Count(at + 4),
        ChangedAt = Number(at + 5),
        OpenUntil = Number(at + 6),
        LeaseUntil = Number(at + 7),
        OpenedAt = Number(at + 8),
        LastFailureAt = Number(at + 9),
        LastCause = TextOrNull(at + 10),
        Ticket = Count(at + 11),
        Leases = TextOrNull(at + 12),
        LeaseLength = Number(at + 13),
        ProbesSucceeded = Count(at + 14),
        ProbesFailed = Count(at + 15),
        ProbesSlow = Count(at + 16),
    };

    public void Dispose() => _statement.Dispose();

    private int Count(int column) => (int)Math.Clamp(Number(column), 0, int.MaxValue);

    private string? TextOrNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Text(column);

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Of(code, raw.sqlite3_errmsg(_db).utf8_to_string());
        }
    }
}
