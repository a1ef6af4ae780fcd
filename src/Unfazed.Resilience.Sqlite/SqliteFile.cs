using SQLitePCL;

namespace Unfazed.Resilience.Sqlite;

/// <summary>The file of the store: opened, made, brought up to date, moved aside when damaged.</summary>
internal sealed class SqliteFile(string path, BreakerStoreContext context)
{
    public const string Memory = ":memory:";

    private const int MaxAside = 3;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What the file keeps is worth less than a wait for the disk: after a power cut a damaged file is simply made anew.
    private const string Pace = "PRAGMA synchronous=OFF";

    /// <summary>How many pages the file may have, or 0 for no limit: stands for a full disk.</summary>
    internal int MaxPages { get; init; }

    /// <summary>Whether a path is on a network file system.</summary>
    internal Func<string, bool> IsOnNetwork { get; init; } = NetworkFileSystem.Holds;

    // Two thirds of the budget: SQLite gives up before the caller does, and says why.
    private int BusyMilliseconds => (int)(context.Budget.TotalMilliseconds * 2 / 3);

    /// <summary>Opens the file, making it if there is none.</summary>
    /// <exception cref="BreakerStoreException">It can't be used.</exception>
    public sqlite3 Open()
    {
        if (IsOnNetwork(path))
        {
            throw new BreakerStoreException(StoreFault.NetworkFileSystem, "The file lies on a network file system.");
        }

        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Create();
        }

        try
        {
            return OpenWritable();
        }
        catch (BreakerStoreException e) when (e.Fault is StoreFault.CannotOpen or StoreFault.ReadOnly && File.Exists(path))
        {
            return OpenImmutable();
        }
    }

    private sqlite3 OpenWritable()
    {
        var db = Connect(path, raw.SQLITE_OPEN_READWRITE);
        try
        {
            Execute(db, Pace);
            if (MaxPages > 0)
            {
                Execute(db, $"PRAGMA max_page_count={MaxPages}");
            }

            if (!IsUpToDate(db))
            {
                BringUpToDate(db);
            }

            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    // A write-ahead log needs a file beside it even to read, which a read-only file system refuses. As immutable the file needs none, and a
    // breaker that is open there still reads open (https://sqlite.org/wal.html#readonly).
    private sqlite3 OpenImmutable()
    {
        var address = $"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
        var db = Connect(address, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
        try
        {
            return IsUpToDate(db) ? db : throw new BreakerStoreException(StoreFault.ReadOnly, "The file is read-only, and of another version.");
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Refuses to go on with a file that has been deleted: SQLite would, and share its rows with nobody.</summary>
    /// <returns>Whether <paramref name="db"/> is still the file at the path; false where another one has taken its place.</returns>
    /// <exception cref="BreakerStoreException">There is no such file any more.</exception>
    public bool IsStill(sqlite3 db)
    {
        if (path == Memory)
        {
            return true;
        }

        return File.Exists(path) ? !SqliteFileIdentity.HasMoved(db) : throw new BreakerStoreException(StoreFault.CannotOpen, "The file is gone.");
    }

    /// <summary>The same tables, without a file.</summary>
    public sqlite3 OpenInMemory()
    {
        var db = Connect(Memory, raw.SQLITE_OPEN_READWRITE);
        BringUpToDate(db);
        return db;
    }

    /// <summary>Moves a damaged file out of the way, unless another process has done so: what stands there now may be good.</summary>
    /// <returns>Where it lies now, or null where there was nothing to do.</returns>
    public string? MoveAside()
    {
        if (IsReadable())
        {
            return null;
        }

        var aside = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}.corrupt-{context.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds()}");
        try
        {
            File.Move(path, aside, overwrite: true);
            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
            RemoveOldAside();
            return aside;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BreakerStoreException(StoreFault.Corrupt, $"Damaged, and can't be moved aside: {e.Message}");
        }
    }

    // The newest few tell what happened; a disk that damages files again and again must not be filled with them.
    private void RemoveOldAside()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var prefix = $"{Path.GetFileName(path)}.corrupt-";
        foreach (var old in Directory.GetFiles(folder, prefix + "*").Where(name => Path.GetFileName(name)[prefix.Length..].All(char.IsAsciiDigit)).OrderByDescending(static name => name, StringComparer.Ordinal).Skip(MaxAside))
        {
            File.Delete(old);
        }
    }

    private bool IsReadable()
    {
        try
        {
            using var db = Connect(path, raw.SQLITE_OPEN_READONLY);
            return IsUpToDate(db);
        }
        catch (BreakerStoreException)
        {
            return false;
        }
    }

    // Made under another name and moved: no process ever sees a half-made file, and the switch to the write-ahead log meets no rival.
    private void Create()
    {
        var made = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var db = Connect(made, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE))
            {
                Execute(db, Pace);
                Execute(db, "PRAGMA journal_mode=WAL");
                BringUpToDate(db);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(made, OwnerOnly);
            }

            File.Move(made, path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(made))
            {
                File.Delete(made);
            }

            if (!File.Exists(path))
            {
                throw new BreakerStoreException(StoreFault.CannotOpen, e.Message);
            }
        }
    }

    private sqlite3 Connect(string file, int flags)
    {
        var code = raw.sqlite3_open_v2(file, out var db, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            db.Dispose();
            throw SqliteFault.Of(code, raw.sqlite3_errstr(code).utf8_to_string());
        }

        raw.sqlite3_busy_timeout(db, BusyMilliseconds);
        return db;
    }

    private static bool IsUpToDate(sqlite3 db)
    {
        var code = raw.sqlite3_prepare_v2(db, BreakerSql.Read, out var statement);
        statement?.Dispose();
        return code switch
        {
            raw.SQLITE_OK => true,
            raw.SQLITE_ERROR => false,
            _ => throw Error(db, code),
        };
    }

    private static void BringUpToDate(sqlite3 db)
    {
        Execute(db, "BEGIN IMMEDIATE");
        Execute(db, BreakerSql.CreateTable);
        foreach (var (name, definition) in BreakerSql.ColumnDefinitions)
        {
            var known = raw.sqlite3_prepare_v2(db, $"SELECT {name} FROM breaker", out var statement) == raw.SQLITE_OK;
            statement?.Dispose();
            if (!known)
            {
                Execute(db, $"ALTER TABLE breaker ADD COLUMN {definition}");
            }
        }

        Execute(db, $"PRAGMA user_version={BreakerSql.SchemaVersion}");
        Execute(db, "COMMIT");
    }

    private static void Execute(sqlite3 db, string sql)
    {
        var code = raw.sqlite3_exec(db, sql);
        if (code != raw.SQLITE_OK)
        {
            throw Error(db, code);
        }
    }

    private static BreakerStoreException Error(sqlite3 db, int code) =>
        SqliteFault.Of(code, raw.sqlite3_errmsg(db).utf8_to_string());
}
