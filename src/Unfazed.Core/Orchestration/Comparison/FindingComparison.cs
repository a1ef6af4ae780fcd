using System.Collections.Concurrent;
using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>
/// Makes findings known that a check also gives at the base commit. A check is asked there only when it has findings that would count, in the cores
/// and under the locks that it holds; once the run is stopped nothing is compared any more, and what was seen counts as new.
/// </summary>
internal sealed class FindingComparison : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RunEnvironment _environment;
    private readonly KnownSince? _since;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<int, Observation> _seen = new();
    private readonly BaseChecks _checks;
    private Task<BaseTree>? _tree;

    public FindingComparison(RunEnvironment environment)
    {
        _environment = environment;
        _since = environment.Since;
        _checks = new BaseChecks(environment, _stopping.Token);
    }

    /// <summary>What a check saw whose comparison may be under way; null where it has not come so far.</summary>
    public Observation? Pending(int index) => _seen.GetValueOrDefault(index);

    /// <summary>Compares. Never throws for what git, files or the check do.</summary>
    /// <param name="index">The check's place in the plan.</param>
    /// <param name="check">The check.</param>
    /// <param name="told">What it saw, or an answer that was kept: whatever an earlier comparison made of that is forgotten.</param>
    public async Task<Observation> CompareAsync(int index, Check check, Observation told)
    {
        var seen = ComparedDetails.Forget(told);
        if (_since is null || !MayHaveFindings(seen))
        {
            return seen;
        }

        var recognised = _environment.Recognise(check, seen);
        ImmutableArray<Finding> counting = [.. _environment.Judge(check, recognised, TimeSpan.Zero).Findings.Where(static finding => finding.Counts)];
        if (counting.IsEmpty && !seen.ReportedProblems)
        {
            return seen;
        }

        _seen[index] = ComparedDetails.Known(recognised, _since, BaseAnswer.Unknown("the run ended before it could be run there"));
        var answer = await AnswerAsync(check, counting).ConfigureAwait(false);
        var known = ComparedDetails.Known(recognised, _since, answer);
        return answer.Changed is null ? known : known with { Findings = _environment.SettleEqualLines(known.Findings, answer.Changed) };
    }

    /// <summary>Ends what is under way, at once: nothing of it is worth a grace.</summary>
    public void Stop(StopReason reason)
    {
        _checks.Stop(reason);
        _stopping.Cancel();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        if (_tree is { IsCompletedSuccessfully: true } tree)
        {
            tree.Result.Dispose();
        }
        else
        {
            _ = _tree?.ContinueWith(
                static late =>
                {
                    if (late.IsCompletedSuccessfully)
                    {
                        late.Result.Dispose();
                    }

                    _ = late.Exception;
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static bool MayHaveFindings(Observation seen) =>
        seen.Ending == ObservationEnding.Completed || seen is { Ending: ObservationEnding.Error, Error: ErrorCodes.UnreadableFile };

    private async Task<BaseAnswer> AnswerAsync(Check check, ImmutableArray<Finding> counting)
    {
        if (_since!.Problem is { } problem)
        {
            return BaseAnswer.Unknown(problem);
        }

        if (counting.IsEmpty)
        {
            return BaseAnswer.Unknown("it speaks through its exit code alone");
        }

        try
        {
            var tree = await TreeAsync().WaitAsync(_stopping.Token).ConfigureAwait(false);
            return await new BaseRun(_environment, tree).AnswerAsync(check, counting, there => _checks.AnswerAsync(there, tree)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return BaseAnswer.Unknown("the run ended before it could be run there");
        }
        catch (Exception error) when (error is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            return BaseAnswer.Unknown($"its files could not be laid out: {error.Message}");
        }
#pragma warning disable CA1031 // A defect of ours must not cost the check what it saw here.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return BaseAnswer.Unknown($"an internal error: {error.Message}");
        }
    }

    private Task<BaseTree> TreeAsync()
    {
        lock (_gate)
        {
            return _tree ??= Task.Run(() => _environment.MakeBaseAsync(_since!.Commit!, _stopping.Token), CancellationToken.None);
        }
    }
}
