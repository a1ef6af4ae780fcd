namespace Unfazed.Resilience;

/// <summary>A result that nobody will receive.</summary>
internal static class DiscardedResult
{
    /// <summary>Disposes what can be disposed; what that throws has no one to go to.</summary>
    public static async ValueTask DisposeAsync(object? result)
    {
        try
        {
            if (result is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (result as IDisposable)?.Dispose();
            }
        }
        catch (Exception)
        {
            // The outcome that discarded the result is already decided.
        }
    }
}
