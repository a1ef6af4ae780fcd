using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.Fixing;

/// <summary>
/// Brings mended files into the workspace, and into git's index those that were staged as a whole. Nothing is ever stashed; where a part of a
/// file was staged the index holds what it held.
/// </summary>
internal sealed class FixWriter(WorkspaceSnapshot workspace, RepositoryFacts facts, ProcessRunner processes)
{
    private readonly GitClient _git = new(processes);

    /// <summary>The report with how each file stands in the index.</summary>
    public async Task<FixReport> LookAtIndexAsync(FixReport report, CancellationToken cancellationToken)
    {
        var staged = report.Files.Select(static file => file.Path).Where(IsStaged).ToImmutableArray();
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in ArgumentBatches.Split(["git", "hash-object", "--"], staged, processes.Environment))
        {
            var answer = await AskAsync(["hash-object", "--", .. batch], cancellationToken).ConfigureAwait(false);
            var objects = answer is { Succeeded: true } ? answer.Text.Split('\n') : [];
            whole.UnionWith(batch.Where((path, place) => place < objects.Length && objects[place] == facts.Index[path].ObjectId));
        }

        return report with
        {
            Files = [.. report.Files.Select(file => file with { Staging = whole.Contains(file.Path) ? Staging.Again : IsStaged(file.Path) ? Staging.Partial : Staging.None })],
        };
    }

    /// <summary>Writes; the report of what was written.</summary>
    /// <param name="report">What is to be written.</param>
    /// <param name="stopping">Ends it between two files.</param>
    public async Task<FixReport> WriteAsync(FixReport report, CancellationToken stopping)
    {
        var written = ImmutableArray.CreateBuilder<FixedFile>();
        var problems = report.Problems.ToBuilder();
        foreach (var file in report.Files)
        {
            var reason = stopping.IsCancellationRequested ? "interrupted before it was written" : FileReplacement.Replace(workspace.Root, file.Path, file.Before, file.After);
            if (reason is null)
            {
                written.Add(file);
            }
            else
            {
                problems.Add(new FixProblem(file.Path, reason));
            }
        }

        var failed = await StageAsync([.. written.Where(static file => file.Staging == Staging.Again).Select(static file => file.Path)], problems).ConfigureAwait(false);
        return report with { Files = [.. written.Select(file => failed.Contains(file.Path) ? file with { Staging = Staging.Failed } : file)], Problems = problems.ToImmutable() };
    }

    private bool IsStaged(string path) => facts.Index.ContainsKey(path) && (facts.Staged is null || facts.Staged.ContainsKey(path));

    // What was written is staged even when we are told to stop: the index would hold half of it otherwise.
    private async Task<HashSet<string>> StageAsync(ImmutableArray<string> paths, ImmutableArray<FixProblem>.Builder problems)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in ArgumentBatches.Split(["git", "update-index", "--"], paths, processes.Environment))
        {
            var answer = await AskAsync(["update-index", "--", .. batch], CancellationToken.None).ConfigureAwait(false);
            if (answer is not { Succeeded: true })
            {
                failed.UnionWith(batch);
                problems.Add(new FixProblem("git", $"{(batch.Length == 1 ? "1 file" : $"{batch.Length} files")} not staged again, stage with git add: {answer?.Message ?? "git is not there any more"}"));
            }
        }

        return failed;
    }

    private async Task<GitAnswer?> AskAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var index = await GitIndexFile.FindAsync(_git, processes.Environment, workspace.Root, cancellationToken).ConfigureAwait(false);
        return await _git.AskAsync(workspace.Root, arguments, index, cancellationToken).ConfigureAwait(false);
    }
}
