using System.Collections.Immutable;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Hygiene.EditorConfig;

namespace Unfazed.Validators.Repository;

/// <summary>What git says of the files of a workspace beyond their names; outside a repository what the file system and the names say.</summary>
internal sealed class RepositoryFacts
{
    /// <summary>The mode of a symbolic link in git's index.</summary>
    public const int LinkMode = 0xA000;

    /// <summary>The mode of a submodule in git's index.</summary>
    public const int SubmoduleMode = 0xE000;

    private const int ExecutableMode = 0x81ED;

    private readonly Lazy<HashSet<string>> _committed;
    private readonly Lazy<HashSet<string>> _folders;

    /// <summary>Nothing yet.</summary>
    public RepositoryFacts()
    {
        _committed = new Lazy<HashSet<string>>(() => ObjectsOfHead(Index, Staged));
        _folders = new Lazy<HashSet<string>>(() => FoldersOf(Index.Keys));
    }

    /// <summary>Where there is no repository, or no git to ask.</summary>
    public static RepositoryFacts None { get; } = new();

    /// <summary>Whether git was asked.</summary>
    public bool IsGit { get; init; }

    /// <summary>What is in git's index, by path.</summary>
    public IReadOnlyDictionary<string, IndexEntry> Index { get; init; } = ImmutableDictionary<string, IndexEntry>.Empty;

    /// <summary>What the index adds to HEAD or changes in it, by path; null where there is no commit yet, and everything is new.</summary>
    public IReadOnlyDictionary<string, StagedChange>? Staged { get; init; }

    /// <summary>What <c>.gitattributes</c> say, by path.</summary>
    public IReadOnlyDictionary<string, FileMarks> Marks { get; init; } = ImmutableDictionary<string, FileMarks>.Empty;

    /// <summary>Whether modes in the file system mean something: <c>core.fileMode</c>.</summary>
    public bool TrustsFileModes { get; init; } = true;

    /// <summary>Whether links are checked out as such: <c>core.symlinks</c>.</summary>
    public bool HasSymlinks { get; init; } = true;

    /// <summary>Whether git checks text out with CRLF where no attribute says otherwise: <c>core.autocrlf=true</c>.</summary>
    public bool ConvertsLineEndings { get; init; }

    /// <summary>Who wrote a file: <c>.gitattributes</c> beat names.</summary>
    public FileOrigin OriginOf(string path) =>
        Marks.TryGetValue(path, out var marks) ? marks.Origin(FileOrigins.Of(path)) : FileOrigins.Of(path);

    /// <summary>Whether a file may be executed, by git's mode where those of the file system mean nothing; null where nobody knows.</summary>
    public bool? IsExecutable(WorkspaceFile file) => TrustsFileModes && !OperatingSystem.IsWindows()
        ? file.Stamp.Executable
        : Index.TryGetValue(file.Path, out var entry) ? entry.Mode == ExecutableMode : null;

    /// <summary>Whether a file's content is not in HEAD under any name: added to the index, or untracked. A renamed or copied file is not new.</summary>
    public bool IsNew(string path) => IsGit
        && (Staged is null || !Index.TryGetValue(path, out var entry) || (Staged.TryGetValue(path, out var change) && change.OldMode == 0 && !_committed.Value.Contains(entry.ObjectId)));

    /// <summary>
    /// Whether git has something at a path, checked out or not: a file, a folder with files, or a place in a submodule. Sparse checkouts and
    /// submodules that are not initialised leave such paths out of the working tree.
    /// </summary>
    /// <param name="path">Relative to the root, with <c>/</c>, without <c>.</c> and <c>..</c>.</param>
    public bool IsTracked(string path) => Index.ContainsKey(path) || _folders.Value.Contains(path) || IsInSubmodule(path);

    private bool IsInSubmodule(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (Index.TryGetValue(path[..end], out var entry) && entry.Mode == SubmoduleMode)
            {
                return true;
            }
        }

        return false;
    }

    // What the index has and did not change is in HEAD too.
    private static HashSet<string> ObjectsOfHead(IReadOnlyDictionary<string, IndexEntry> index, IReadOnlyDictionary<string, StagedChange>? staged)
    {
        var objects = new HashSet<string>(StringComparer.Ordinal);
        objects.UnionWith(index.Where(entry => staged?.ContainsKey(entry.Key) != true).Select(static entry => entry.Value.ObjectId));
        objects.UnionWith(staged?.Values.Where(static change => change.OldMode != 0).Select(static change => change.OldObject) ?? []);
        return objects;
    }

    private static HashSet<string> FoldersOf(IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var end = path.LastIndexOf('/'); end > 0 && folders.Add(path[..end]); end = path.LastIndexOf('/', end - 1))
            {
            }
        }

        return folders;
    }
}

/// <summary>An entry of git's index.</summary>
/// <param name="Mode">Its mode.</param>
/// <param name="ObjectId">Its object, in hexadecimal digits.</param>
internal readonly record struct IndexEntry(int Mode, string ObjectId);

/// <summary>How the index differs from HEAD at a path.</summary>
/// <param name="OldMode">The mode in HEAD; 0 where it is not there.</param>
/// <param name="NewMode">The mode in the index; 0 where it was removed.</param>
/// <param name="OldObject">The object in HEAD.</param>
internal readonly record struct StagedChange(int OldMode, int NewMode, string OldObject);

/// <summary>Attributes of a file.</summary>
/// <param name="Generated"><c>linguist-generated</c>; null where it is not given.</param>
/// <param name="Vendored"><c>linguist-vendored</c>.</param>
/// <param name="IsLargeStorage">Whether <c>filter</c> is <c>lfs</c>.</param>
internal readonly record struct FileMarks(bool? Generated, bool? Vendored, bool IsLargeStorage)
{
    /// <summary>
    /// Whether an attribute takes it out of text handling: <c>binary</c>, or what that stands for (<c>-text</c>, <c>-diff</c>, <c>-merge</c>, <c>merge=binary</c>);
    /// or a <c>filter</c>, because a program then makes the file (Git LFS, git-crypt and others).
    /// </summary>
    public bool IsBinary { get; init; }

    /// <summary>How its lines end in the working tree: <c>eol</c>.</summary>
    public LineEnding? Ending { get; init; }

    /// <summary>Who wrote the file.</summary>
    /// <param name="byName">What its name says.</param>
    public FileOrigin Origin(FileOrigin byName) =>
        Vendored == true ? FileOrigin.Vendored
        : Generated == true ? FileOrigin.Generated
        : (byName == FileOrigin.Vendored && Vendored == false) || (byName == FileOrigin.Generated && Generated == false) ? FileOrigin.Own
        : byName;
}
