using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Commands;

/// <summary>Finds the files that a run is narrowed to by a change or a list.</summary>
internal sealed class NarrowedFiles(Host host, GivenOptions options)
{
    /// <summary>The selection of a project, narrowed.</summary>
    public async Task<RunSelection> SelectAsync(Project project, WorkspaceSnapshot workspace, CancellationToken cancellationToken) => project.Selection with
    {
        Changes = await FindAsync(project.Root, workspace, project.Configuration.Deadline.Value, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>Asks git, or reads the list; null where there is neither.</summary>
    /// <param name="root">The root.</param>
    /// <param name="workspace">Its files.</param>
    /// <param name="deadline">The run's, from the start of the process: whoever writes the list has until then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WorkspaceException">There is no repository or revision, or the list can't be used.</exception>
    private async Task<ChangeSet?> FindAsync(WorkspaceRoot root, WorkspaceSnapshot workspace, TimeSpan deadline, CancellationToken cancellationToken) => options.Narrowing switch
    {
        null => null,
        { Change: { } change, Files: var files } =>
            Meant(await new ChangeReader(new ProcessRunner(host.Environment, host.Time)).ReadAsync(root, workspace, change, cancellationToken).ConfigureAwait(false), files, workspace),
        { Files: { } files } => new ListedPaths(workspace, root.Path).Select(files),
        { ListFile: var file } => new ListedPaths(workspace, Path.Combine(host.Environment.Directory, options.Directory ?? "."))
            .Select(await ReadAsync(file!, deadline - host.Time.GetElapsedTime(host.Started), cancellationToken).ConfigureAwait(false)),
    };

    // Whoever names files names none that are deleted: those stay.
    private static ChangeSet Meant(ChangeSet change, ImmutableArray<string>? files, WorkspaceSnapshot workspace)
    {
        if (files is null)
        {
            return change;
        }

        var meant = new ListedPaths(workspace, workspace.Root).Select(files.Value).Paths.ToHashSet(StringComparer.Ordinal);
        bool IsMeant(string path) => meant.Contains(path) || change.Gone.Contains(path);
        return change with
        {
            Paths = [.. change.Paths.Where(meant.Contains)],
            PartiallyStaged = [.. change.PartiallyStaged.Where(IsMeant)],
            Judged = change.Judged.RemoveRange(change.Judged.Keys.Where(path => !IsMeant(path))),
        };
    }

    private async Task<ImmutableArray<string>> ReadAsync(string file, TimeSpan left, CancellationToken cancellationToken)
    {
        if (file == "-" && host.Terminal.IsInputTerminal)
        {
            throw new WorkspaceException("--files0-from -: standard input is a terminal: pipe the list, as in git diff --name-only -z | unfazed --files0-from -");
        }

        try
        {
            // On a thread of its own: opening a pipe waits for its writer, and no token ends that.
            var reading = Task.Factory.StartNew(
                async () =>
                {
                    await using var stream = Open(file);
                    return await PathList.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
                },
                cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            return await reading.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, host.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new WorkspaceException($"--files0-from {file}: the list did not come to its end before the deadline");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"--files0-from {file} cannot be read: {problem.Message}");
        }
    }

    private Stream Open(string file) => file == "-"
        ? Terminal.OpenInput()
        : new FileStream(Path.Combine(host.Environment.Directory, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
