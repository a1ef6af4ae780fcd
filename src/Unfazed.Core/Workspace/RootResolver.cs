using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace;

/// <summary>
/// Finds the root: the chosen directory, or the only path given, where it is a repository's top or holds an <c>unfazed.yaml</c> (of the only path
/// one that does not merely add to that of a folder above); else from there upwards the repository's top; outside a repository the topmost directory with an <c>unfazed.yaml</c> that is not another user's, else
/// the current one.
/// </summary>
/// <param name="processes">Starts git.</param>
public sealed class RootResolver(ProcessRunner processes)
{
    private readonly GitRepository _repository = new(new GitClient(processes));

    /// <summary>Finds the root and makes the other paths relative to it.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="WorkspaceException">A path is not there or lies outside the root; a repository is bare, damaged or somebody else's.</exception>
    public async Task<WorkspaceRoot> ResolveAsync(RootRequest request, CancellationToken cancellationToken = default)
    {
        var start = RealFolder(request.CurrentDirectory, request.ChosenDirectory ?? ".");
        var chosen = request.ChosenDirectory is null ? null : await TryRootAsync(start, cancellationToken).ConfigureAwait(false);
        if (chosen is null && request.Paths is [var only] && RealTarget(start, only) is var target && Directory.Exists(target))
        {
            chosen = await TryRootAsync(target, cancellationToken).ConfigureAwait(false);
            if (chosen is not null && !IsPart(chosen))
            {
                return chosen;
            }

            chosen = chosen is null ? null : await SearchUpwardsAsync(target, cancellationToken).ConfigureAwait(false);
        }

        var root = chosen ?? await SearchUpwardsAsync(start, cancellationToken).ConfigureAwait(false);
        return request.Paths.IsEmpty ? root : root with { Paths = Narrow(root.Path, start, request.Paths) };
    }

    private async Task<WorkspaceRoot?> TryRootAsync(string folder, CancellationToken cancellationToken)
    {
        var location = await _repository.LocateAsync(folder, cancellationToken).ConfigureAwait(false);
        var isRoot = HoldsConfiguration(folder) || string.Equals(location.Top, folder, StringComparison.Ordinal);
        return isRoot ? MakeRoot(folder, location) : null;
    }

    private async Task<WorkspaceRoot> SearchUpwardsAsync(string start, CancellationToken cancellationToken)
    {
        var location = await _repository.LocateAsync(start, cancellationToken).ConfigureAwait(false);
        if (location.Top is not null)
        {
            return MakeRoot(location.Top, location);
        }

        var topmost = start;
        string? passedOver = null;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var foreign = ConfigurationIn(folder).FirstOrDefault(file => FolderOwnership.IsForeign(file, start));
            if (foreign is not null && folder == start)
            {
                throw new WorkspaceException($"{PrintableName.Of(foreign)} belongs to another user, and what it names would run as you; to use it all the same: -C {PrintableName.Of(folder)}");
            }

            passedOver = foreign ?? passedOver;
            topmost = foreign is null && HoldsConfiguration(folder) ? folder : topmost;
        }

        return MakeRoot(topmost, location) with { PassedOver = passedOver };
    }

    /// <summary>Whether the configuration of a folder below a repository's top, or outside of one, only adds to that of a folder above: one that does states no version.</summary>
    private static bool IsPart(WorkspaceRoot root)
    {
        if (ConfigurationIn(root.Path).Any(StatedVersion.In))
        {
            return false;
        }

        for (var folder = root.Path; folder is not null && folder != root.RepositoryTop;)
        {
            folder = Path.GetDirectoryName(folder);
            if (folder is not null && ConfigurationIn(folder).Any(file => !FolderOwnership.IsForeign(file, root.Path)))
            {
                return true;
            }
        }

        return false;
    }

    private static WorkspaceRoot MakeRoot(string folder, GitLocation location) =>
        new() { Path = folder, RepositoryTop = location.Top, HasGit = location.HasGit };

    private static bool HoldsConfiguration(string folder) => ConfigurationIn(folder).Any();

    private static IEnumerable<string> ConfigurationIn(string folder) =>
        WorkspaceRoot.ConfigurationNames.Select(name => Path.Combine(folder, name)).Where(File.Exists);

    // A path that is the root itself asks for the whole run.
    private static ImmutableArray<string>? Narrow(string root, string start, ImmutableArray<string> paths)
    {
        var relative = paths.Select(path => WorkspacePath.Relative(root, RealTarget(start, path)) ?? throw new WorkspaceException(
            $"{PrintableName.Of(path)} lies outside the root {PrintableName.Of(root)}: name paths in it, or choose another root with -C"));
        ImmutableArray<string> found = [.. relative.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return found.Contains(".", StringComparer.Ordinal) ? null : found;
    }

    private static string RealFolder(string start, string path)
    {
        var real = RealTarget(start, path);
        return Directory.Exists(real) ? real : throw new WorkspaceException($"{PrintableName.Of(path)} is no folder");
    }

    private static string RealTarget(string start, string path)
    {
        try
        {
            return (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) ? null : RealPath.Resolve(Path.Combine(start, path)))
                ?? throw new WorkspaceException($"there is no file or folder {PrintableName.Of(path.Length == 0 ? "\"\"" : path)} in {PrintableName.Of(start)}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{PrintableName.Of(path)} cannot be looked at: {problem.Message}");
        }
    }
}
