using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;

namespace Unfazed.Core.Orchestration;

/// <summary>The circuit breakers that all processes of a user share, the command line's too.</summary>
public static class UserBreakers
{
    private const string FileName = "breakers.db";

    /// <summary>A registry over the user's file; in memory where there is no place for one. Opens nothing yet; dispose it at the end.</summary>
    /// <param name="environment">Says where the file is.</param>
    /// <param name="onWarning">Told at most once, when the file can't be used and breakers count for this process alone.</param>
    /// <param name="time">The clock; the system's if null.</param>
    public static CircuitBreakerRegistry Open(ProcessEnvironment environment, Action<StoreWarning>? onWarning = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
        {
            Store = StateDirectory.Of(environment) is { } folder ? new SqliteBreakerStore(Path.Combine(folder, FileName)) : null,
            TimeProvider = time ?? TimeProvider.System,
            OnStoreWarning = onWarning,
        });
    }
}
