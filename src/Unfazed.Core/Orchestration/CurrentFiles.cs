using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// The files of a run as they are when it begins. A listing serves one run: what changed since would be answered from the cache by what it was.
/// </summary>
/// <param name="setup">What the run works with.</param>
/// <param name="started">A timestamp of the start of the run.</param>
internal sealed class CurrentFiles(OrchestratorSetup setup, long started)
{
    // Also of a run whose deadline has passed: its checks are named in the report.
    private static readonly TimeSpan MinLimit = TimeSpan.FromMilliseconds(400);

    /// <summary>Why nothing can be said of the files as they are now; null when they were listed.</summary>
    public string? Problem { get; private set; }

    /// <summary>The setup with the files as they are now. Where they cannot be listed, with the earlier list and without a cache.</summary>
    public OrchestratorSetup Read(CancellationToken cancellationToken)
    {
        var isFirst = setup.Workspace.Use.TryBegin();

        // The command line lists the files as a part of its run, and whoever runs a part of another run has just listed them.
        // Nobody knows how long ago any other setup was made.
        if (isFirst && setup.Loading is null && (setup.Workspace.Reread is null || setup.ProcessStart is not null || setup.IsAside))
        {
            return setup;
        }

        return List(cancellationToken) is { } now ? setup with { Workspace = now } : setup with { Cache = null };
    }

    /// <summary>A plan in which no check has a result that rests on files of an earlier time.</summary>
    public RunPlan Refuse(RunPlan plan) => Problem is null ? plan : plan with
    {
        Checks = [.. plan.Checks.Select(check => check with { Settled = Endings.Threw(new WorkspaceException(Problem)), Validator = null })],
    };

    private WorkspaceSnapshot? List(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(Left(), setup.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var token = either.Token;
            if (BoundedWork.TryRun(() => Task.Run(() => setup.Workspace.ReadAgainAsync(token), CancellationToken.None).GetAwaiter().GetResult(), Left(), out var now))
            {
                _ = now.Use.TryBegin();
                return now;
            }

            Problem = "the file system did not respond before the deadline";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The checks say that they were not started.
        }
        catch (OperationCanceledException)
        {
            Problem = "the files could not be listed before the deadline";
        }
        catch (Exception error) when (error is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            Problem = $"the files cannot be listed: {error.Message}";
        }

        return null;
    }

    private TimeSpan Left()
    {
        var deadline = setup.Configuration.Deadline.Value;
        var left = deadline - StopTimes.GraceOf(deadline) - setup.Time.GetElapsedTime(started);
        return left < MinLimit ? MinLimit : left;
    }
}
