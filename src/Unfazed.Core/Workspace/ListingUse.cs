namespace Unfazed.Core.Workspace;

/// <summary>Whether a run was made on a listing of files: the next one needs another.</summary>
internal sealed class ListingUse
{
    private int _taken;

    /// <summary>True for whoever asks first.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _taken, 1) == 0;
}
