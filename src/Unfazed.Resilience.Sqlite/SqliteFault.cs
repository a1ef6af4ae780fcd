using SQLitePCL;

namespace Unfazed.Resilience.Sqlite;

/// <summary>An error of SQLite, as what it means for a store.</summary>
internal static class SqliteFault
{
    /// <summary>The exception for <paramref name="code"/>, by its primary result code (https://sqlite.org/rescode.html).</summary>
    public static BreakerStoreException Of(int code, string message) =>
        new((code & 0xFF) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StoreFault.Locked,
            raw.SQLITE_READONLY or raw.SQLITE_PERM => StoreFault.ReadOnly,
            raw.SQLITE_FULL => StoreFault.Full,
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreFault.Corrupt,
            raw.SQLITE_CANTOPEN => StoreFault.CannotOpen,
            _ => StoreFault.Other,
        }, $"SQLite {code}: {message}");
}
