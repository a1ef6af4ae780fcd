using System.Collections.Concurrent;
using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>
/// Says what files of a workspace hold, in a form that can be trusted: git's id of the bytes where its index stands for them, else their
/// SHA-256 under another prefix. Nothing is done before somebody asks, and only what is asked for; what was told once of a file that has not
/// moved since is told again without git.
/// </summary>
/// <remarks>
/// A file that was hashed keeps its SHA-256 when it gets into the index later, so that what was checked before a commit is known after it.
/// </remarks>
internal sealed class WorkspaceDigests(WorkspaceSnapshot workspace, ProcessRunner processes)
{
    private const long NanosecondsPerTick = 100;

    private readonly GitClient _git = new(processes);
    private readonly ConcurrentDictionary<string, string?> _looked = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _began = processes.Time.GetUtcNow();
    private Task<GitTrust>? _trust;
    private Lazy<DigestMemo> _memo = new(static () => new DigestMemo(new Dictionary<string, MemoEntry>()));

    /// <summary>What was hashed before, and what is hashed now.</summary>
    public DigestMemo Memo => _memo.Value;

    /// <summary>Where to look for what was hashed before; read when it is needed for the first time.</summary>
    public Func<DigestMemo> MemoSource
    {
        init => _memo = new Lazy<DigestMemo>(value);
    }

    /// <summary>Whether something was hashed that is worth keeping.</summary>
    public bool HasNews => _memo.IsValueCreated && _memo.Value.HasNews;

    /// <summary>The digests of files, in their order; null for one that cannot be read, or that changes while it is looked at.</summary>
    /// <exception cref="WorkspaceException">git gives no answer.</exception>
    public async Task<string?[]> OfAsync(IReadOnlyList<WorkspaceFile> files, CancellationToken cancellationToken)
    {
        var digests = new string?[files.Count];
        var open = FindOpen(Enumerable.Range(0, digests.Length), index => digests[index] = Remembered(files[index]));

        // A question to git takes longer than all of the answers that are remembered.
        var trust = open.Exists(index => files[index].Kind == WorkspaceFileKind.Regular) ? await TrustAsync(cancellationToken).ConfigureAwait(false) : GitTrust.None;
        open = FindOpen(open, index => digests[index] = Trusted(trust, files[index]));
        if (open.Count > 0)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(open, options, async (index, stop) =>
                digests[index] = await LookAsync(trust, files[index], stop).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return digests;
    }

    /// <summary>
    /// Whether a file that has not moved since may hold something else all the same: it was written so shortly before it was looked at that
    /// a second write left no mark.
    /// </summary>
    public bool MayHideAnEdit(WorkspaceFile file) => !IsSettled(file.Stamp, Nanoseconds(_began));

    /// <summary>The digest of a file by its bytes alone, whatever was known of it.</summary>
    public async Task<string?> AgainAsync(WorkspaceFile file, CancellationToken cancellationToken)
    {
        var trust = await TrustAsync(cancellationToken).ConfigureAwait(false);
        return file.Kind == WorkspaceFileKind.Regular ? ByBytes(trust, file) : await LookedAtAsync(trust, file, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsSettled(FileStamp stamp, long at) => Math.Max(stamp.Modified, stamp.Changed) + DigestMemo.RacyNanoseconds < at;

    private static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    private Task<GitTrust> TrustAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _trust is null || _trust.IsCanceled || _trust.IsFaulted ? _trust = GitTrust.AskAsync(_git, workspace, cancellationToken) : _trust;
        }
    }

    private static List<int> FindOpen(IEnumerable<int> indexes, Func<int, string?> digest) => [.. indexes.Where(index => digest(index) is null)];

    // Without reading the file, and without git.
    private string? Remembered(WorkspaceFile file) =>
        _looked.TryGetValue(file.Path, out var looked) ? looked
        : file.Kind == WorkspaceFileKind.Regular && Memo.Find(file.Path) is { IsSettled: true } memo && memo.Stamp == file.Stamp ? Marked(file, Name(memo))
        : null;

    // Without reading the file. What git says of a file that nobody touches is remembered like its hash.
    private string? Trusted(GitTrust trust, WorkspaceFile file)
    {
        if (file.Kind != WorkspaceFileKind.Regular || trust.IdOf(file.Path) is not { } id)
        {
            return null;
        }

        var memo = Memo.Find(file.Path);
        var entry = memo?.Hash.ObjectId == id
            ? memo with { Stamp = file.Stamp, IsSettled = !MayHideAnEdit(file) }
            : new MemoEntry(file.Stamp, new FileHash(null, id), !MayHideAnEdit(file)) { IsGits = true };
        if (entry.IsSettled)
        {
            Memo.Add(file.Path, entry);
        }

        return Marked(file, Name(entry));
    }

    private async ValueTask<string?> LookAsync(GitTrust trust, WorkspaceFile file, CancellationToken cancellationToken)
    {
        if (_looked.TryGetValue(file.Path, out var known))
        {
            return known;
        }

        var digest = await LookedAtAsync(trust, file, cancellationToken).ConfigureAwait(false);
        _looked[file.Path] = digest;
        return digest;
    }

    private async ValueTask<string?> LookedAtAsync(GitTrust trust, WorkspaceFile file, CancellationToken cancellationToken) => file.Kind switch
    {
        WorkspaceFileKind.Regular => ByBytes(trust, file),
        WorkspaceFileKind.SymbolicLink => LinkDigest.Of(workspace.FullPath(file.Path)),
        _ => await new RepositoryDigest(processes).OfAsync(workspace.FullPath(file.Path), cancellationToken).ConfigureAwait(false),
    };

    private string? ByBytes(GitTrust trust, WorkspaceFile file)
    {
        var at = Nanoseconds(processes.Time.GetUtcNow());
        if (FileHash.Of(workspace.FullPath(file.Path), file.Stamp, trust.IdDigits) is not { } hash)
        {
            return null;
        }

        var entry = new MemoEntry(file.Stamp, hash, IsSettled(file.Stamp, at)) { IsGits = IsGits(trust, file.Path, hash) };
        Memo.Add(file.Path, entry);
        return Marked(file, Name(entry));
    }

    // The same bytes keep their name. Others whose id is the one in the index are those that git knows, however their file came to its time stamps.
    private bool IsGits(GitTrust trust, string path, FileHash hash)
    {
        var known = Memo.Find(path);
        var isSame = known is { IsGits: true } ? known.Hash.ObjectId == hash.ObjectId : known?.Hash.Content == hash.Content;
        return hash.ObjectId is { } id && (isSame ? known!.IsGits : id == trust.CandidateOf(path));
    }

    private static string Name(MemoEntry entry) => entry.IsGits ? Id(entry.Hash.ObjectId!) : Bytes(entry.Hash.Content!);

    private static string Id(string id) => "git:" + id;

    private static string Bytes(string hash) => "sha256:" + hash;

    // Some tools look at who may execute a file.
    private static string Marked(WorkspaceFile file, string digest) => file.Stamp.Executable ? "x " + digest : digest;

    /// <summary>One digest for many: of paths and what lies there.</summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> digests)
    {
        var text = new StringBuilder();
        foreach (var (path, digest) in digests)
        {
            text.Append(path).Append('\0').Append(digest).Append('\0');
        }

        return Sha256.Hex(text.ToString());
    }
}
