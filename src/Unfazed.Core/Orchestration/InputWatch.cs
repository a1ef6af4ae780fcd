using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Looks, at the end of a run, whether files moved while it ran.</summary>
internal static class InputWatch
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <param name="workspace">The files as they were at the start.</param>
    /// <param name="left">What is left until the deadline: the look must not cost the run its answer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="before">A moment before the files were listed; null when it is not known.</param>
    /// <returns>True when files moved; false when none did, or when it could not be told in time.</returns>
    public static bool HaveMoved(WorkspaceSnapshot workspace, TimeSpan left, TimeProvider time, DateTimeOffset? before = null)
    {
        var limit = left < Longest ? left : Longest;
        if (limit <= TimeSpan.Zero)
        {
            return false;
        }

        using var source = new CancellationTokenSource(limit, time);
        var token = source.Token;
        var looking = Task.Run(() => before is { } moment && QuietFolders.AreQuiet(workspace, moment, token) ? Task.FromResult(false) : workspace.HaveInputsChangedAsync(token), token);
        try
        {
            // A blocking wait: one that goes through the pool would not come back when that is starved.
            return looking.Wait((int)limit.TotalMilliseconds, token) && looking.Result;
        }
        catch (Exception error) when (error.GetBaseException() is OperationCanceledException or WorkspaceException)
        {
            return false;
        }
    }
}
