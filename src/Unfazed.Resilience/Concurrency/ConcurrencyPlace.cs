namespace Unfazed.Resilience;

/// <summary>A place of a <see cref="ConcurrencyLimit"/>, for <c>using</c>: free again when it is disposed. Disposing it twice does nothing.</summary>
public sealed class ConcurrencyPlace : IDisposable
{
    private ConcurrencyLimit? _limit;

    internal ConcurrencyPlace(ConcurrencyLimit limit) => _limit = limit;

    /// <summary>Frees the place. The call that waits longest gets it.</summary>
    public void Dispose() => Interlocked.Exchange(ref _limit, null)?.Leave();
}
