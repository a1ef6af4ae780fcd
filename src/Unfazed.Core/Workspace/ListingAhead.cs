namespace Unfazed.Core.Workspace;

/// <summary>A listing of files that was begun before anybody knew whether it is wanted.</summary>
internal sealed class ListingAhead : IDisposable
{
    private readonly string _top;
    private readonly CancellationTokenSource _end;
    private readonly Task<FileListing> _listing;

    /// <param name="top">The top of the repository that is listed, absolute.</param>
    /// <param name="list">Lists it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ListingAhead(string top, Func<CancellationToken, Task<FileListing>> list, CancellationToken cancellationToken)
    {
        _top = top;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _listing = list(_end.Token);
    }

    /// <summary>The listing, where it is that of this root; else null.</summary>
    public Task<FileListing>? Of(WorkspaceRoot root) =>
        string.Equals(root.Path, _top, StringComparison.Ordinal) && string.Equals(root.RepositoryTop, _top, StringComparison.Ordinal) ? _listing : null;

    /// <summary>Ends git where its answer is not wanted; whatever became of it is nobody's concern.</summary>
    public void Dispose()
    {
        if (!_listing.IsCompleted)
        {
            _end.Cancel();
        }

        _ = _listing.ContinueWith(static (task, end) => Forget(task, (CancellationTokenSource)end!), _end, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Forget(Task task, CancellationTokenSource end)
    {
        _ = task.Exception;
        end.Dispose();
    }
}
