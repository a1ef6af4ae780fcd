using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Finds the files that git tracks and that got another content while a check ran. Nothing tells who wrote them: where somebody may edit files
/// meanwhile, only a check that may write is held to account; in CI, where nobody does, every check that starts a program. What another check that
/// ran at the same time may write is its doing.
/// </summary>
/// <param name="workspace">The files as the run found them.</param>
/// <param name="processes">Starts git.</param>
/// <param name="atMost">How much of a time the run can spare; all of it if null.</param>
/// <param name="staged">What is staged, where the run speaks for that; else null.</param>
internal sealed partial class ChangedFiles(WorkspaceSnapshot workspace, ProcessRunner processes, Func<TimeSpan, TimeSpan>? atMost = null, ChangeSet? staged = null)
{
    /// <summary>The detail that names the files.</summary>
    public const string Detail = "changed_files";

    // What is larger counts as changed when its stamp moved: reading it would cost more than the answer is worth.
    private const long MaxHashed = 16 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // File systems stamp with the time of the kernel's last tick.
    private static readonly TimeSpan CoarseClock = TimeSpan.FromMilliseconds(20);

    private static readonly ImmutableArray<string> Question =
        ["--literal-pathspecs", "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--relative", "--"];

    private readonly bool _isUnattended = processes.Environment.Get("CI") is { Length: > 0 } and not ("0" or "false");
    private readonly GitClient _git = new(processes);
    private readonly Lock _gate = new();
    private readonly Dictionary<Check, Presence> _presences = new(ReferenceEqualityComparer.Instance);
    private int _moment;
    private volatile bool _isUnknown;
    private Task<ImmutableDictionary<string, string>?>? _before;

    /// <summary>Begins to look at what lies in the tree, where one of these checks will start that may write: what else the run prepares takes as long.</summary>
    public void BeginAhead(IEnumerable<Check> checks)
    {
        if (checks.Any(Concerns))
        {
            _ = Before();
        }

        if (staged is not null)
        {
            _ = _index.JudgedAsync(CancellationToken.None);
        }
    }

    /// <summary>Remembers what lies in the tree, once, before the first check starts that may write.</summary>
    public async Task BeginAsync(Check check)
    {
        lock (_gate)
        {
            _presences[check] = new Presence(++_moment, int.MaxValue);
        }

        // What git says later is of files that a check may have changed by then.
        if (Concerns(check) && !_isUnknown && !await IsDoneAsync(Before()).ConfigureAwait(false))
        {
            _isUnknown = true;
        }

        await RememberIndexAsync(check).ConfigureAwait(false);
    }

    /// <summary>What a check saw, with the tracked files that changed while it ran and that it may not write.</summary>
    public async Task<Observation> NoteAsync(Check check, Observation seen, DateTimeOffset startedAt)
    {
        var writable = WritableUntilEnd(check);
        if (!Concerns(check) || seen.Attempts == 0)
        {
            return seen;
        }

        // Looks at files as well, and these may lie where nothing responds: what a check saw is not to be lost for it.
        var looking = Task.Run(() => ChangedAsync(writable, startedAt));
        var written = await IsDoneAsync(looking).ConfigureAwait(false) ? await looking.ConfigureAwait(false) : [];
        return Described(seen, written, await RestagedAsync(check, writable).ConfigureAwait(false));
    }

    /// <summary>The observation of a check that would pass, as the error that it is; null where it changed nothing.</summary>
    public static Observation? Differs(Observation passed) => Named(passed, Detail) is { IsEmpty: false } files
        ? passed with { Error = ErrorCodes.ChangedFiles, Message = Message(files, Named(passed, IndexDetail)) }
        : null;

    private async Task<ImmutableArray<string>> ChangedAsync(List<Glob> writable, DateTimeOffset startedAt)
    {
        if (_isUnknown || _before is not { } reading || await reading.ConfigureAwait(false) is not { } before)
        {
            return [];
        }

        var since = (startedAt - CoarseClock - DateTimeOffset.UnixEpoch).Ticks * 100;
        var moved = Tracked().Where(file => HasMovedSince(file, since)).Select(static file => file.Path)
            .Where(path => !writable.Any(glob => glob.IsMatch(path))).ToImmutableArray();
        if (moved.IsEmpty || await ModifiedAsync(moved).ConfigureAwait(false) is not { } modified)
        {
            return [];
        }

        return [.. moved.Where(path => before.TryGetValue(path, out var digest) ? digest.Length == 0 || Digest(path) != digest : modified.Contains(path))];
    }

    private TimeSpan Left() => atMost?.Invoke(Limit) ?? Limit;

    // A git that hangs in the kernel outlives its end by some seconds.
    private async Task<bool> IsDoneAsync(Task work) =>
        work.IsCompleted || await Task.WhenAny(work, Task.Delay(Left(), processes.Time, CancellationToken.None)).ConfigureAwait(false) == work;

    // What this check may write, and what those that ran beside it may write.
    private List<Glob> WritableUntilEnd(Check check)
    {
        lock (_gate)
        {
            var own = _presences[check] = _presences.GetValueOrDefault(check) with { End = ++_moment };
            return [.. _presences.Where(other => other.Value.End > own.Begin).SelectMany(static other => other.Key.Writes)];
        }
    }

    private Task<ImmutableDictionary<string, string>?> Before()
    {
        lock (_gate)
        {
            return _before ??= ReadModifiedAsync();
        }
    }

    private bool Concerns(Check check) => workspace.IsGit && (check.MayWrite || (_isUnattended && !check.Command.IsEmpty));

    private IEnumerable<WorkspaceFile> Tracked()
    {
        var untracked = workspace.Untracked.ToHashSet(StringComparer.Ordinal);
        return workspace.Files.Concat(workspace.Excluded).Where(file => file.Kind != WorkspaceFileKind.Repository && !untracked.Contains(file.Path));
    }

    private bool HasMovedSince(WorkspaceFile file, long since)
    {
        var path = workspace.FullPath(file.Path);
        var now = FileStatus.Of(path);
        return now.Stamp != file.Stamp && (now.Type == FileType.Missing ? Folder(path).Changed : now.Stamp.Changed) >= since;
    }

    // Of a file that is gone its folder tells when, or the nearest one that is left.
    private static FileStamp Folder(string path)
    {
        var folder = Path.GetDirectoryName(path);
        while (folder is not null && FileStatus.Of(folder).Type == FileType.Missing)
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is null ? default : FileStatus.Of(folder).Stamp;
    }

    // Only of files that differ from git's index is the content unknown to git: their digest, or nothing where it could not be made.
    private async Task<ImmutableDictionary<string, string>?> ReadModifiedAsync() => await ModifiedAsync([]).ConfigureAwait(false) is { } modified
        ? modified.Union(Hidden()).ToImmutableDictionary(static path => path, Digest, StringComparer.Ordinal)
        : null;

    // Git was told to say nothing of them (git update-index --assume-unchanged, --skip-worktree).
    private IEnumerable<string> Hidden()
    {
        var hidden = workspace.Listing is { } listing ? GitIndexEntries.Hidden(listing.Output.Span) : [];
        return hidden.Where(path => workspace.Find(path) is not null);
    }

    private async Task<ImmutableHashSet<string>?> ModifiedAsync(ImmutableArray<string> paths) => await AskAsync(Question, paths).ConfigureAwait(false) is { } answers
        ? answers.SelectMany(static answer => answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)).ToImmutableHashSet(StringComparer.Ordinal)
        : null;

    /// <summary>Asks git of these paths, or of all; null when it does not say.</summary>
    private async Task<List<GitAnswer>?> AskAsync(ImmutableArray<string> question, ImmutableArray<string> paths)
    {
        try
        {
            using var limit = new CancellationTokenSource(Left(), processes.Time);
            var index = await GitIndexFile.FindAsync(_git, processes.Environment, workspace.Root, limit.Token).ConfigureAwait(false);
            var answers = new List<GitAnswer>();
            foreach (var batch in paths.IsEmpty ? [paths] : ArgumentBatches.Split(question.Prepend("git"), paths, processes.Environment))
            {
                if (await _git.AskAsync(workspace.Root, [.. question, .. batch], index, limit.Token).ConfigureAwait(false) is not { Succeeded: true } answer)
                {
                    return null;
                }

                answers.Add(answer);
            }

            return answers;
        }
        catch (Exception problem) when (problem is WorkspaceException or OperationCanceledException)
        {
            return null;
        }
    }

    private string Digest(string path)
    {
        var full = workspace.FullPath(path);
        return FileStatus.Of(full) switch
        {
            { Type: FileType.Missing } => "missing",
            { Type: FileType.Regular, Stamp.Size: <= MaxHashed } => FileHash.Of(full, null, 0)?.Content ?? "",
            _ => "",
        };
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Presence(int Begin, int End);
}
