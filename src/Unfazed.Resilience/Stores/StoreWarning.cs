namespace Unfazed.Resilience;

/// <summary>What is wrong with the file that keeps the breakers.</summary>
public enum StoreFault
{
    /// <summary>Another process holds it for longer than the budget.</summary>
    Locked,

    /// <summary>It can't be written.</summary>
    ReadOnly,

    /// <summary>The disk, or the file, is full.</summary>
    Full,

    /// <summary>It is no database, or a damaged one. It was moved aside and made anew.</summary>
    Corrupt,

    /// <summary>It can't be opened: a directory stands in its place, or the folder can't be made.</summary>
    CannotOpen,

    /// <summary>It lies on a network file system, where SQLite's shared memory is unsafe.</summary>
    NetworkFileSystem,

    /// <summary>It did not respond within the budget.</summary>
    Slow,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Breakers are kept in memory until the file can be used again, or a damaged file was replaced. Reported once a process.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Location">Where the store is: its file.</param>
/// <param name="Detail">The store's own words, on one line.</param>
/// <param name="FellBackToMemory">False where the store works on: the damaged file was moved aside and made anew.</param>
public sealed record StoreWarning(StoreFault Fault, string Location, string Detail, bool FellBackToMemory);
