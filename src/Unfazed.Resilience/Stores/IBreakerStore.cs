namespace Unfazed.Resilience;

/// <summary>
/// Keeps the rows of breakers. Each change is one atomic step on one row, so that a store on a network needs no more than single statements
/// or a compare-and-swap. A registry uses its store from one thread. Methods throw <see cref="BreakerStoreException"/> where the store cannot
/// be used: the registry then keeps its breakers in memory and tries again after a pause.
/// </summary>
public interface IBreakerStore : IDisposable
{
    /// <summary>Reads the row of <paramref name="key"/>: <see cref="BreakerRow.Pristine"/> itself where there is none.</summary>
    BreakerRow Read(string key);

    /// <summary>
    /// Changes the row of <paramref name="key"/> as <see cref="BreakerCommand.ApplyTo"/> says, atomically. A row that is missing is made only
    /// where <see cref="BreakerCommand.MayCreate"/> is true; <see cref="BreakerRow.Generation"/> and <see cref="BreakerRow.Born"/> of a new
    /// row are <see cref="BreakerCommand.Now"/>, above those of any older one.
    /// </summary>
    BreakerAnswer Apply(string key, in BreakerCommand command);

    /// <summary>Deletes the row of <paramref name="key"/>.</summary>
    /// <returns>Whether there was one.</returns>
    bool Remove(string key);

    /// <summary>Reads every row, in the order of the names.</summary>
    IReadOnlyList<KeyValuePair<string, BreakerRow>> List();

    /// <summary>Closes what is open; the next call opens it again.</summary>
    void Close();
}
