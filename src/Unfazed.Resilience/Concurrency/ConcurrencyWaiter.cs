namespace Unfazed.Resilience;

internal enum ConcurrencyWaitResult
{
    Place,
    TimedOut,
    Cancelled,
}

/// <summary>One call in the queue of a <see cref="ConcurrencyLimit"/>.</summary>
internal sealed class ConcurrencyWaiter
{
    // Asynchronous: whoever frees a place must not run the next call.
    private readonly TaskCompletionSource<ConcurrencyWaitResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrencyWaiter() => Node = new LinkedListNode<ConcurrencyWaiter>(this);

    public LinkedListNode<ConcurrencyWaiter> Node { get; }

    public Task<ConcurrencyWaitResult> Result => _result.Task;

    public void Set(ConcurrencyWaitResult result) => _result.SetResult(result);
}
