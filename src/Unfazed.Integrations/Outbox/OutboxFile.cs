using SQLitePCL;
using Unfazed.Core.Journal;
using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;

namespace Unfazed.Integrations.Outbox;

/// <summary>The SQLite file of the outbox. Used from one thread; opened at its first use, moved aside when it is damaged.</summary>
/// <param name="path">Where it is.</param>
/// <param name="busyMilliseconds">How long another process may hold it before it cannot be used.</param>
internal sealed class OutboxFile(string path, int busyMilliseconds) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const long MaxFreeBytes = 1024 * 1024;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private sqlite3? _db;

    /// <summary>Whether a damaged file was moved aside.</summary>
    public bool IsMovedAside { get; private set; }

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>A statement that is ready to be bound.</summary>
    /// <exception cref="BreakerStoreException">The file cannot be used.</exception>
    public SqliteStatement Statement(string sql)
    {
        _db ??= Open();
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = new SqliteStatement(_db, sql);
        }

        return statement;
    }

    /// <summary>Does several things or none.</summary>
    public T Together<T>(Func<T> work)
    {
        Statement("BEGIN IMMEDIATE").Rows(static _ => 0);
        try
        {
            var result = work();
            Statement("COMMIT").Rows(static _ => 0);
            return result;
        }
        catch
        {
            _ = raw.sqlite3_exec(_db!, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs an operation, once more with a new file where this one is damaged.</summary>
    public T Repairing<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (BreakerStoreException error) when (error.Fault == StoreFault.Corrupt)
        {
            Dispose();
            IsMovedAside = true;
            foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
            {
                if (File.Exists(file))
                {
                    File.Move(file, file.Insert(path.Length, ".corrupt"), overwrite: true);
                }
            }

            return operation();
        }
    }

    /// <summary>Gives the disk back what deleted messages took, once that is most of the file.</summary>
    public void Shrink()
    {
        if (Statement(OutboxSql.FreePages).Rows(static row => (Free: row.Number(0), All: row.Number(1), Size: row.Number(2))) is [var pages]
            && pages.Free * pages.Size > MaxFreeBytes && pages.Free * 4 > pages.All * 3)
        {
            // Another process may be at work in it: then one that comes later shrinks it.
            _ = raw.sqlite3_exec(_db!, "VACUUM");
            _ = raw.sqlite3_exec(_db!, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _db?.Dispose();
        _db = null;
    }

    private sqlite3 Open()
    {
        if (NetworkFileSystem.Holds(path))
        {
            throw new BreakerStoreException(StoreFault.NetworkFileSystem, "it lies on a network file system");
        }

        if (!File.Exists(path))
        {
            StateDirectory.CreateFolder(Path.GetDirectoryName(path)!);
            Touch();
        }

        var code = raw.sqlite3_open_v2(path, out var db, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            db.Dispose();
            throw SqliteFault.Of(code, raw.sqlite3_errstr(code).utf8_to_string());
        }

        raw.sqlite3_busy_timeout(db, busyMilliseconds);
        try
        {
            // The death of a process loses nothing; what a power cut takes is the newest messages at worst.
            Execute(db, "PRAGMA journal_mode=WAL");
            Execute(db, "PRAGMA synchronous=NORMAL");
            using (var version = new SqliteStatement(db, OutboxSql.Version))
            {
                if (version.Rows(static row => row.Number(0)) is [>= OutboxSql.SchemaVersion])
                {
                    return db;
                }
            }

            Execute(db, "BEGIN IMMEDIATE");
            Execute(db, OutboxSql.Create);
            Execute(db, $"PRAGMA user_version={OutboxSql.SchemaVersion}");
            Execute(db, "COMMIT");
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    // SQLite would make it readable for others; an empty file is a database without tables.
    private void Touch()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        new FileStream(path, options).Dispose();
    }

    private static void Execute(sqlite3 db, string sql)
    {
        var code = raw.sqlite3_exec(db, sql);
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Of(code, raw.sqlite3_errmsg(db).utf8_to_string());
        }
    }
}
