using System.Runtime.InteropServices;
using SQLitePCL;

namespace Unfazed.Resilience.Sqlite;

/// <summary>Tells whether the file that is open is still the one at its path. SQLite compares the inode; on Windows an open file can't be replaced.</summary>
internal static partial class SqliteFileIdentity
{
    private const string Library = "e_sqlite3";
    private const int HasMovedControl = 20;

    /// <summary>Whether the file was moved or deleted, whatever lies at its path now.</summary>
    public static bool HasMoved(sqlite3 db) =>
        !OperatingSystem.IsWindows()
        && string.Equals(raw.GetNativeLibraryName(), Library, StringComparison.Ordinal)
        && FileControl(db, null, HasMovedControl, out var moved) == raw.SQLITE_OK
        && moved != 0;

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int FileControl(sqlite3 db, string? database, int operation, out int answer);
}
