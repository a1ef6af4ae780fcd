using SQLitePCL;

namespace Unfazed.Resilience.Sqlite;

/// <summary>Rows in an SQLite file, shared by processes. Used from one thread; opens the file at its first use.</summary>
internal sealed class SqliteBreakerRows(SqliteFile file, Action<string> repaired) : IBreakerStore
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private sqlite3? _db;

    /// <summary>Loads the native library and every statement's code path, in memory, so that the file's budget pays for the file alone.</summary>
    public static void Prepare()
    {
        Batteries_V2.Init();
        var file = new SqliteFile(SqliteFile.Memory, new BreakerStoreContext());
        using var store = new SqliteBreakerRows(file, static _ => { });
        store.Rehearse();
    }

    public BreakerRow Read(string key) => Repairing(() => ReadOnce(key));

    public BreakerAnswer Apply(string key, in BreakerCommand command)
    {
        var copy = command;
        return Repairing(() => ApplyOnce(key, copy));
    }

    public bool Remove(string key) => Repairing(() =>
    {
        var statement = Statement(BreakerSql.Remove);
        statement.Bind(1, key);
        return statement.Rows(static _ => 0).Count > 0;
    });

    public IReadOnlyList<KeyValuePair<string, BreakerRow>> List() =>
        Repairing(() => Statement(BreakerSql.List).Rows(s => KeyValuePair.Create(s.Text(0), s.Row(1))));

    public void Dispose() => Close();

    private void Rehearse()
    {
        _db = file.OpenInMemory();
        const string Name = "rehearsal";
        foreach (var kind in Enum.GetValues<BreakerCommandKind>())
        {
            ApplyOnce(Name, new BreakerCommand { Kind = kind, Now = 1, UtcNow = 1, FailMax = 1, Cause = Name });
        }

        ReadOnce(Name);
    }

    private BreakerAnswer ApplyOnce(string key, in BreakerCommand command)
    {
        if (command.MayCreate && ReferenceEquals(ReadOnce(key), BreakerRow.Pristine))
        {
            Bound(BreakerSql.Insert, key, command).Rows(static _ => 0);
        }

        var changed = Bound(BreakerSql.Of(command.Kind), key, command).Rows(static s => s.Row(0));
        return changed is [var row] ? new BreakerAnswer(true, row) : new BreakerAnswer(false, ReadOnce(key));
    }

    private BreakerRow ReadOnce(string key)
    {
        var statement = Statement(BreakerSql.Read);
        statement.Bind(1, key);
        return statement.Rows(static s => s.Row(0)) is [var row] ? row : BreakerRow.Pristine;
    }

    private SqliteStatement Bound(string sql, string key, in BreakerCommand command)
    {
        var statement = Statement(sql);
        statement.Bind(1, key);
        statement.Bind(2, command.Now);
        statement.Bind(3, command.Generation);
        statement.Bind(4, command.FailMax);
        statement.Bind(5, command.Break);
        statement.Bind(6, command.Lease);
        statement.Bind(7, command.Skew);
        statement.Bind(8, command.Cause);
        statement.Bind(9, command.UtcNow);
        statement.Bind(10, (long)command.State);
        statement.Bind(11, command.Failures);
        statement.Bind(12, command.Ticket);
        statement.Bind(13, command.Probes.MaxCalls);
        statement.Bind(14, command.Probes.Needed);
        statement.Bind(15, command.Probes.FailLimit);
        statement.Bind(16, command.Probes.SlowLimit);
        statement.Bind(17, command.Probes.FailsAtOnce ? 1 : 0);
        statement.Bind(18, command.IsSlow ? 1 : 0);
        statement.Bind(19, command.Attempts);
        statement.Bind(20, command.OpenedAt);
        statement.Bind(21, command.LastFailureAt);
        statement.Bind(22, command.Probes.MaxTotal);
        return statement;
    }

    private SqliteStatement Statement(string sql)
    {
        if (_db is { } open && !file.IsStill(open))
        {
            // Another process has replaced it, and shares the new one with everybody else.
            Close();
        }

        _db ??= file.Open();

        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = new SqliteStatement(_db, sql);
        }

        return statement;
    }

    private T Repairing<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (BreakerStoreException e) when (e.Fault == StoreFault.Corrupt)
        {
            Close();
            if (file.MoveAside() is { } aside)
            {
                repaired($"{e.Message}; moved to {aside} and made anew.");
            }

            return operation();
        }
    }

    public void Close()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _db?.Dispose();
        _db = null;
    }
}
