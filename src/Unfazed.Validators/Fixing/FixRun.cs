using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Fixing;

/// <summary>
/// Mends in memory, and lets tools mend a copy: first those that change code, then formatters, then the built-in rules, one after the other,
/// as often as something changes. Nothing of the workspace is written here.
/// </summary>
internal sealed class FixRun(FixRequest request)
{
    // What has not settled by then never will: two tools undo each other's changes.
    private const int MostRounds = 4;
    private readonly WorkspaceSnapshot _workspace = request.Context.Workspace;
    private readonly HashSet<string>? _selected = request.Context.Selection?.Paths.ToHashSet(StringComparer.Ordinal);
    private readonly FixState _state = new(request.Context.Workspace);
    private readonly List<FixProblem> _problems = [];
    private readonly SortedDictionary<string, KeptReason> _kept = new(StringComparer.Ordinal);

    /// <summary>Mends.</summary>
    /// <param name="stopping">Fires at the deadline or an interrupt: what runs is ended, and what it did is not taken.</param>
    public async Task<FixReport> RunAsync(CancellationToken stopping)
    {
        using var copy = request.Tools.IsEmpty ? null : Copy(stopping);
        var rounds = 0;
        while (await RoundAsync(copy, stopping).ConfigureAwait(false) && copy is not null && !stopping.IsCancellationRequested)
        {
            if (++rounds == MostRounds)
            {
                _problems.Add(new FixProblem("fix", "the tools undo each other's changes: another run will change files again"));
                break;
            }
        }

        return new FixReport
        {
            Files = [.. _state.Changed],
            Problems = [.. _problems.Distinct()],
            Kept = [.. _kept.Select(static pair => new KeptFile(pair.Key, pair.Value))],
        };
    }

    private WorkspaceCopy? Copy(CancellationToken stopping)
    {
        try
        {
            return WorkspaceCopy.Create(_workspace, stopping);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            _problems.Add(new FixProblem(string.Join(", ", request.Tools.Select(static tool => tool.Name)), $"not run, no copy of the files could be made: {problem.Message}"));
            return null;
        }
    }

    private async Task<bool> RoundAsync(WorkspaceCopy? copy, CancellationToken stopping)
    {
        var hasChanged = false;
        foreach (var tool in request.Tools.OrderBy(static tool => tool.Fix!.IsFormatter))
        {
            if (copy is not null && !stopping.IsCancellationRequested)
            {
                hasChanged |= await LetMendAsync(tool, copy, stopping).ConfigureAwait(false);
            }
        }

        return (request.BuiltIn && MendText(copy, stopping)) || hasChanged;
    }

    private async Task<bool> LetMendAsync(Check check, WorkspaceCopy copy, CancellationToken stopping)
    {
        using var execution = new CheckExecution(check with { Validator = check.Fix!.Fixer, Retries = 0 }, request.Time);
        await using var registration = stopping.Register(() =>
        {
            var (reason, grace) = request.Stop();
            execution.RequestStop(reason, grace);
        });
        var end = await execution.RunAsync(ContextFor(check, copy, execution.Stop)).ConfigureAwait(false);
        var changed = copy.Changed();
        var isTaken = end.Observation.Ending is ObservationEnding.Completed or ObservationEnding.Skipped;
        if (!isTaken)
        {
            _problems.Add(new FixProblem(check.Name, end.Observation.Message ?? end.Observation.Error ?? "it was ended before it was done"));
        }

        var hasChanged = false;
        foreach (var path in changed)
        {
            try
            {
                hasChanged |= Take(path, check.Name, copy, isTaken && IsSelected(path));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                _problems.Add(new FixProblem(path, problem.Message));
            }
        }

        return hasChanged;
    }

    // What is not taken is put back, so that the next tool does not build on it.
    private bool Take(string path, string by, WorkspaceCopy copy, bool isTaken)
    {
        var before = _state.Read(path);
        if (!isTaken || copy.Read(path) is not { } after)
        {
            copy.Write(path, before);
            return false;
        }

        if (after.AsSpan().SequenceEqual(before))
        {
            return false;
        }

        _state.Set(path, after, by);
        return true;
    }

    private ValidationContext ContextFor(Check check, WorkspaceCopy copy, StopSignal stop) => new()
    {
        Check = check,
        Workspace = copy.Files,
        Processes = request.Processes,
        Stop = stop,
        Time = request.Time,
        ScratchDirectory = Path.Combine(copy.Scratch, check.Name),
        ToolCacheDirectory = Path.Combine(copy.Scratch, "cache", check.Name),
        CheckId = $"fix/{check.Name}",
    };

    private bool MendText(WorkspaceCopy? copy, CancellationToken stopping)
    {
        var fixer = new BuiltInFixer(BuiltInCheckSource.SceneOf(request.Context, request.Facts), request.Named);
        var concerns = BuiltInCheckSource.HygieneFilter(request.Context);
        var hasChanged = false;
        foreach (var file in _workspace.Files.Where(file => concerns(file.Path) && fixer.Concerns(file)))
        {
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            hasChanged |= MendFile(file.Path, fixer, copy);
        }

        return hasChanged;
    }

    private bool MendFile(string path, BuiltInFixer fixer, WorkspaceCopy? copy)
    {
        try
        {
            var fix = fixer.Fix(path, _state.Read(path));
            if (fix.Kept is { } reason)
            {
                _kept[path] = reason;
            }

            if (fix.Content is not { } content)
            {
                return false;
            }

            foreach (var rule in fix.Rules)
            {
                _state.Set(path, content, rule);
            }

            copy?.Write(path, content);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new FixProblem(path, problem.Message));
            return false;
        }
    }

    private bool IsSelected(string path) => _selected?.Contains(path) != false;
}
