using System.Collections.Immutable;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Workspace;

/// <summary>The files of a repository as they were at one moment: tracked, modified and untracked ones, without what is ignored or excluded.</summary>
public sealed class WorkspaceSnapshot
{
    /// <summary>Makes a snapshot from what was listed.</summary>
    public WorkspaceSnapshot(string root, bool isGit, ImmutableArray<WorkspaceFile> files)
    {
        Root = root;
        IsGit = isGit;
        Files = files;
    }

    /// <summary>The root, absolute, symlinks resolved.</summary>
    public string Root { get; }

    /// <summary>Whether git listed the files; else the folder was walked.</summary>
    public bool IsGit { get; }

    /// <summary>The files in ordinal order of their paths.</summary>
    public ImmutableArray<WorkspaceFile> Files { get; }

    /// <summary>Names that are not UTF-8: shown escaped, a finding each, and never passed to a tool.</summary>
    public ImmutableArray<string> UnreadableNames { get; init; } = [];

    /// <summary>Folders that could not be read, so that a check over all files cannot pass: escaped, with <c>/</c> at the end.</summary>
    internal ImmutableArray<string> UnreadableFolders { get; init; } = [];

    /// <summary>What could not be seen, or why git was not asked: a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>The files that are not in git's index, in ordinal order; empty where git was not asked.</summary>
    internal ImmutableArray<string> Untracked { get; init; } = [];

    /// <summary>The files that only the configuration leaves out, in ordinal order: no check of ours looks at them, and tools may.</summary>
    internal ImmutableArray<WorkspaceFile> Excluded { get; init; } = [];

    /// <summary>Whether there may be more such files: a walk does not enter what is left out.</summary>
    internal bool HasUnseen { get; init; }

    /// <summary>The top of the repository that the root lies in, absolute; null outside of one.</summary>
    internal string? RepositoryTop { get; init; }

    /// <summary>What git said of its index when it listed the files; null where it was not asked.</summary>
    internal GitListing? Listing { get; init; }

    /// <summary>Reads the workspace again in the same way; null where the snapshot was made from a list.</summary>
    internal Func<CancellationToken, Task<WorkspaceSnapshot>>? Reread { get; init; }

    /// <summary>Whether a run was made on these files, also on a part of them.</summary>
    internal ListingUse Use { get; init; } = new();

    /// <summary>The files as they are now: listed again, or, where the snapshot was made from a list, each of them looked at again.</summary>
    /// <exception cref="WorkspaceException">git refuses to list the files again.</exception>
    internal async Task<WorkspaceSnapshot> ReadAgainAsync(CancellationToken cancellationToken) => Reread is { } reread
        ? await reread(cancellationToken).ConfigureAwait(false)
        : WithFiles([.. Files.Select(Now).OfType<WorkspaceFile>()]);

    /// <summary>The file at this path (relative to the root, with <c>/</c>), or null.</summary>
    public WorkspaceFile? Find(string path)
    {
        var index = Files.AsSpan().BinarySearch(new PathProbe(path));
        return index < 0 ? null : Files[index];
    }

    /// <summary>The same with other files, in ordinal order of their paths.</summary>
    internal WorkspaceSnapshot WithFiles(ImmutableArray<WorkspaceFile> files) => new(Root, IsGit, files)
    {
        UnreadableNames = UnreadableNames,
        UnreadableFolders = UnreadableFolders,
        Notices = Notices,
        RepositoryTop = RepositoryTop,
        Listing = Listing,
        HasUnseen = HasUnseen,
        Excluded = Excluded,
        Untracked = Untracked,
        Reread = Reread,
        Use = Use,
    };

    /// <summary>The same without the files that fit one of these globs.</summary>
    public WorkspaceSnapshot Without(ImmutableArray<Glob> globs) => globs.IsEmpty
        ? this
        : new WorkspaceSnapshot(Root, IsGit, [.. Files.Where(file => !globs.Any(glob => glob.IsMatch(file.Path)))])
        {
            UnreadableNames = [.. UnreadableNames.Where(name => !globs.Any(glob => glob.IsMatch(name)))],
            UnreadableFolders = [.. UnreadableFolders.Where(folder => !globs.Any(glob => glob.IsMatch(folder.TrimEnd('/'))))],
            Notices = Notices,
            RepositoryTop = RepositoryTop,
            Listing = Listing,
            HasUnseen = HasUnseen,
            Excluded = [.. Excluded.Where(file => !globs.Any(glob => glob.IsMatch(file.Path)))],
            Untracked = [.. Untracked.Where(path => !globs.Any(glob => glob.IsMatch(path)))],
            Use = Use,
            Reread = Reread is not { } reread ? null : async again => (await reread(again).ConfigureAwait(false)).Without(globs),
        };

    /// <summary>The same with the files that fit one of these globs among those that the configuration leaves out.</summary>
    internal WorkspaceSnapshot Excluding(ImmutableArray<Glob> globs)
    {
        if (globs.IsEmpty)
        {
            return this;
        }

        var left = Without(globs);
        return new WorkspaceSnapshot(Root, IsGit, left.Files)
        {
            UnreadableNames = left.UnreadableNames,
            UnreadableFolders = left.UnreadableFolders,
            Notices = Notices,
            RepositoryTop = RepositoryTop,
            Listing = Listing,
            HasUnseen = HasUnseen,
            Excluded = [.. Excluded.Concat(Files.Where(file => globs.Any(glob => glob.IsMatch(file.Path)))).OrderBy(static file => file.Path, StringComparer.Ordinal)],
            Untracked = left.Untracked,
            Use = Use,
            Reread = Reread is not { } reread ? null : async again => (await reread(again).ConfigureAwait(false)).Excluding(globs),
        };
    }

    /// <summary>The absolute path of a file of this workspace.</summary>
    public string FullPath(string path) => System.IO.Path.Combine(Root, path);

    /// <summary>Whether any file was changed, added or removed since the snapshot was made.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="WorkspaceException">git refuses to list the files again.</exception>
    public async Task<bool> HaveInputsChangedAsync(CancellationToken cancellationToken = default) =>
        !(await FindMovedInputsAsync(cancellationToken).ConfigureAwait(false)).IsEmpty;

    /// <summary>
    /// The files that were changed, added or removed since, in ordinal order of their paths: by size, mtime, ctime and mode, never by
    /// content. A snapshot that was made from a list of files does not see added ones.
    /// </summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="WorkspaceException">git refuses to list the files again.</exception>
    public async Task<ImmutableArray<string>> FindMovedInputsAsync(CancellationToken cancellationToken = default)
    {
        return Reread is null
            ? [.. Files.Where(HasMoved).Select(static file => file.Path)]
            : Moved(Files, (await Reread(cancellationToken).ConfigureAwait(false)).Files);
    }

    /// <summary>The same, of the files that the configuration leaves out too.</summary>
    internal async Task<ImmutableArray<string>> FindMovedFilesAsync(CancellationToken cancellationToken)
    {
        if (Reread is null)
        {
            return [.. Files.Concat(Excluded).Where(HasMoved).Select(static file => file.Path)];
        }

        var now = await Reread(cancellationToken).ConfigureAwait(false);
        return [.. Moved(Files, now.Files), .. Moved(Excluded, now.Excluded)];
    }

    private static ImmutableArray<string> Moved(ImmutableArray<WorkspaceFile> before, ImmutableArray<WorkspaceFile> now) =>
        [.. before.Except(now).Concat(now.Except(before)).Select(static file => file.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private WorkspaceFile? Now(WorkspaceFile file)
    {
        var status = FileStatus.Of(FullPath(file.Path));
        return status.Type == FileType.Missing ? null : file with { Stamp = status.Stamp };
    }

    private bool HasMoved(WorkspaceFile file)
    {
        var status = FileStatus.Of(FullPath(file.Path));
        return file.Kind == WorkspaceFileKind.Repository ? status.Type != FileType.Directory : status.Stamp != file.Stamp;
    }

    private readonly record struct PathProbe(string Path) : IComparable<WorkspaceFile>
    {
        public int CompareTo(WorkspaceFile? other) => string.CompareOrdinal(Path, other?.Path);
    }
}
