namespace Unfazed.Resilience.Sqlite;

/// <summary>
/// An SQLite file that all processes of the user share. Set it as <see cref="CircuitBreakerRegistryOptions.Store"/>, and the breakers of the
/// registry outlive the process. The file and its folder are made at the first failure: where nothing has failed there is no file.
/// </summary>
public sealed class SqliteBreakerStore : IBreakerStoreFactory
{
    /// <summary>A store in the file <paramref name="path"/>. Opens nothing.</summary>
    /// <param name="path">The file. A relative path is made absolute at once, because the current folder may change.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or no path.</exception>
    public SqliteBreakerStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Location = Path.GetFullPath(path);
    }

    /// <summary>The absolute path of the file.</summary>
    public string Location { get; }

    internal Func<string, bool> IsOnNetwork { get; init; } = NetworkFileSystem.Holds;

    /// <inheritdoc />
    public bool Exists() => Path.Exists(Location);

    /// <inheritdoc />
    public void Prepare() => SqliteBreakerRows.Prepare();

    /// <inheritdoc />
    public IBreakerStore Create(BreakerStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SqliteBreakerRows(new SqliteFile(Location, context) { IsOnNetwork = IsOnNetwork }, context.OnRepaired);
    }

    /// <summary>The path of the file.</summary>
    public override string ToString() => Location;
}
