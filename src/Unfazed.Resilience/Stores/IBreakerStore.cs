namespace Unfazed.Resilience;

/// <summary>
/// Keeps the rows of breakers. Each change is one atomic step on one row, so that a store on a network needs no more than single statements.
/// Methods throw <see cref="BreakerStoreException"/> where the store can't answer; <see cref="GuardedBreakerStore"/> sees to the rest.
/// </summary>
internal interface IBreakerStore : IDisposable
{
    /// <summary>The row of <paramref name="key"/>; <see cref="BreakerRow.Pristine"/> where there is none.</summary>
    BreakerRow Read(string key);

    /// <summary>Changes the row of <paramref name="key"/> as <see cref="BreakerMachine.Next"/> says, atomically.</summary>
    BreakerAnswer Apply(string key, in BreakerCommand command);

    /// <summary>Every row there is, by name.</summary>
    IReadOnlyList<KeyValuePair<string, BreakerRow>> List();

    /// <summary>Closes what is open; the next call opens it anew.</summary>
    void Close();
}
