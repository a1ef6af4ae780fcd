using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Makes a selection of a list of names. A name that leads out of the root is an error; one that leads nowhere counts as deleted, since lists of changed files name those too.</summary>
/// <param name="workspace">The files.</param>
/// <param name="start">What the names are relative to, absolute.</param>
public sealed class ListedPaths(WorkspaceSnapshot workspace, string start)
{
    private const int MostShown = 3;

    private readonly Dictionary<string, string?> _folders = new(StringComparer.Ordinal);

    /// <summary>The files at the names, and below those that are folders.</summary>
    /// <exception cref="WorkspaceException">A name lies outside the root, or the names are not separated by NUL.</exception>
    public ChangeSet Select(ImmutableArray<string> names)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var path = Locate(name);
            var isThere = path == "." || FileStatus.Of(workspace.FullPath(path)).Type != FileType.Missing;
            (isThere ? there : gone).Add(path);
        }

        if (names is [var only] && gone.Count == 1 && only.Contains('\n', StringComparison.Ordinal))
        {
            throw new WorkspaceException("--files0-from: the names are separated by line breaks: separate them by NUL (git diff -z, find -print0)");
        }

        return new ChangeSet
        {
            Paths = PathsBelow.Of(workspace, there),
            Gone = [.. gone.Order(StringComparer.Ordinal)],
            WhenEmpty = names.IsEmpty ? "the list of files is empty" : "no file of the list counts here: they are ignored or excluded",
            Notices = gone.Count == 0 ? [] : [Missing([.. gone.Order(StringComparer.Ordinal)], names.Length)],
        };
    }

    private static string Missing(ImmutableArray<string> gone, int all) => string.Create(
        CultureInfo.InvariantCulture,
        $"{gone.Length} of the {all} listed files {(gone.Length == 1 ? "is" : "are")} not there and {(gone.Length == 1 ? "counts" : "count")} as deleted: {string.Join(", ", gone.Take(MostShown).Select(PrintableName.Of))}{(gone.Length > MostShown ? ", …" : "")}");

    private string Locate(string name)
    {
        try
        {
            return WorkspacePath.Relative(workspace.Root, Real(name)) ?? throw new WorkspaceException(
                $"--files0-from: {PrintableName.Of(name)} lies outside the root {PrintableName.Of(workspace.Root)}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"--files0-from: {PrintableName.Of(name)} cannot be looked at: {problem.Message}");
        }
    }

    // The folder's links are followed and the name's own is not: the list speaks of the link, as git does.
    private string Real(string name)
    {
        var full = Path.Combine(start, Path.TrimEndingDirectorySeparator(name));
        var last = Path.GetFileName(full);
        if (last is "" or "." or ".." || Path.GetDirectoryName(full) is not { } folder)
        {
            return RealPath.Resolve(full) ?? Path.GetFullPath(full);
        }

        return Path.Combine(RealFolder(folder), last);
    }

    private string RealFolder(string folder)
    {
        if (!_folders.TryGetValue(folder, out var real))
        {
            real = RealPath.Resolve(folder) ?? RealMissing(Path.GetFullPath(folder));
            _folders[folder] = real;
        }

        return real!;
    }

    private string RealMissing(string folder) => Path.GetDirectoryName(folder) is { } parent
        ? Path.Combine(RealFolder(parent), Path.GetFileName(folder))
        : folder;
}
