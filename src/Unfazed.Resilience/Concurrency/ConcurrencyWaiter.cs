namespace Unfazed.Resilience;

internal enum ConcurrencyAnswer
{
    Place,
    TimedOut,
    Cancelled,
}

/// <summary>One call in the queue of a <see cref="ConcurrencyLimit"/>.</summary>
internal sealed class ConcurrencyWaiter
{
    // Asynchronous: whoever frees a place must not run the next call.
    private readonly TaskCompletionSource<ConcurrencyAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrencyWaiter() => Node = new LinkedListNode<ConcurrencyWaiter>(this);

    public LinkedListNode<ConcurrencyWaiter> Node { get; }

    public Task<ConcurrencyAnswer> Answer => _answer.Task;

    public void Set(ConcurrencyAnswer answer) => _answer.SetResult(answer);
}
