namespace Unfazed.Resilience;

/// <summary>A store can't answer. It never reaches a caller of the library.</summary>
internal sealed class BreakerStoreException(StoreFault fault, string message) : Exception(message)
{
    public StoreFault Fault { get; } = fault;

    /// <summary>An error of SQLite, by its primary result code (https://sqlite.org/rescode.html).</summary>
    public static BreakerStoreException OfSqlite(int code, string message) =>
        new((code & 0xFF) switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => StoreFault.Locked,
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => StoreFault.ReadOnly,
            SQLitePCL.raw.SQLITE_FULL => StoreFault.Full,
            SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => StoreFault.Corrupt,
            SQLitePCL.raw.SQLITE_CANTOPEN => StoreFault.CannotOpen,
            _ => StoreFault.Other,
        }, $"SQLite {code}: {message}");
}
