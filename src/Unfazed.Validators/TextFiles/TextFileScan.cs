using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.TextFiles;

/// <summary>What one check wants to see of a scan.</summary>
/// <param name="Examiner">Who looks.</param>
/// <param name="Paths">At which files, in ordinal order.</param>
/// <param name="IsCheap">Whether it is looked at on the way even before the check runs: when reading costs more than looking.</param>
internal sealed record ScanPart(ITextExaminer Examiner, IReadOnlyList<string> Paths, bool IsCheap = false)
{
    /// <summary>Finds what no content tells: names, links, sizes. Null where there is nothing to find.</summary>
    public Func<CancellationToken, Task<FoundBeyondContent>>? BeyondContent { get; init; }

    /// <summary>Whether <see cref="BeyondContent"/> alone is an answer: where files were deleted, names and links are what can be wrong.</summary>
    public bool AnswersWithoutText { get; init; }

    /// <summary>Says which files are not among the paths although they were asked for; empty where there are none.</summary>
    public string LeftOut { get; init; } = "";

    /// <summary>Folders whose files should be among the paths, and could not be listed.</summary>
    public ImmutableArray<string> UnreadableFolders { get; init; } = [];
}

/// <summary>What a part finds beyond the content of the files that it reads.</summary>
/// <param name="Findings">In no order.</param>
internal sealed record FoundBeyondContent(IReadOnlyList<Finding> Findings)
{
    /// <summary>Nothing.</summary>
    public static FoundBeyondContent Nothing { get; } = new([]);

    /// <summary>Why not everything was inspected; null where it was.</summary>
    public string? Incomplete { get; init; }
}

/// <summary>
/// Reads each file once for all checks that look at text files. Each check brings its own threads; whoever comes to a file first looks at it
/// for the others too, as far as they are at work. A check that is stopped takes its threads away and leaves the rest of the files to the others.
/// </summary>
internal sealed class TextFileScan
{
    private readonly WorkspaceSnapshot _workspace;
    private readonly ScanPart[] _parts;
    private readonly PartProgress[] _progress;
    private readonly string[] _paths;
    private readonly int[] _wanted;
    private readonly int[] _claimed;
    private int _atWork;

    public TextFileScan(WorkspaceSnapshot workspace, params ScanPart[] parts)
    {
        _workspace = workspace;
        _parts = parts;
        var wanted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var part = 0; part < parts.Length; part++)
        {
            foreach (var path in parts[part].Paths)
            {
                wanted[path] = wanted.GetValueOrDefault(path) | (1 << part);
            }

            _atWork |= parts[part].IsCheap ? 1 << part : 0;
        }

        _paths = [.. wanted.Keys];
        _wanted = [.. wanted.Values];
        _claimed = new int[_paths.Length];
        _progress = [.. parts.Select(part => new PartProgress(part.Paths.Count))];
    }

    /// <summary>The contents that are judged in place of the working tree's, by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Judged { get; init; } = ImmutableDictionary<string, byte[]>.Empty;

    /// <summary>What a part finds beyond the content of files.</summary>
    public Task<FoundBeyondContent> FindBeyondContentAsync(int part, CancellationToken cancellationToken) =>
        _parts[part].BeyondContent?.Invoke(cancellationToken) ?? Task.FromResult(FoundBeyondContent.Nothing);

    /// <summary>Whether a part has something to say where none of its files is text.</summary>
    public bool AnswersWithoutText(int part) => _parts[part].AnswersWithoutText;

    /// <summary>Looks at the files of one part.</summary>
    /// <param name="part">Which.</param>
    /// <param name="threads">How many threads it brings.</param>
    /// <param name="cancellationToken">Ends it between two files, with what there is.</param>
    public async Task<ScanResult> RunAsync(int part, int threads, CancellationToken cancellationToken)
    {
        var progress = _progress[part];
        Interlocked.Or(ref _atWork, 1 << part);
        for (var thread = 0; thread < threads; thread++)
        {
            _ = Task.Run(() => Work(progress, cancellationToken), CancellationToken.None);
        }

        try
        {
            await progress.Completed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What there is, is the answer.
        }

        var result = progress.Result();
        return result with { Unreadable = [.. _parts[part].UnreadableFolders, .. result.Unreadable], LeftOut = _parts[part].LeftOut };
    }

    private void Work(PartProgress own, CancellationToken cancellationToken)
    {
        var reader = new TextFileReader();
        while (!cancellationToken.IsCancellationRequested && own.NextFile() is var file && file < _paths.Length)
        {
            var wanted = _wanted[file] & Volatile.Read(ref _atWork);
            var claimed = wanted & ~Interlocked.Or(ref _claimed[file], wanted);
            if (claimed != 0)
            {
                Look(reader, _paths[file], claimed);
            }
        }
    }

    private void Look(TextFileReader reader, string path, int claimed)
    {
        var parts = Enumerable.Range(0, _parts.Length).Where(part => (claimed & (1 << part)) != 0).ToArray();
        try
        {
            var examinations = parts.Select(part => _parts[part].Examiner.Begin(path)).ToArray();
            var judged = Judged.GetValueOrDefault(path);
            var isText = judged is null ? reader.Read(_workspace.FullPath(path), examinations) : TextFileReader.Read(judged, examinations);
            for (var i = 0; i < parts.Length; i++)
            {
                _progress[parts[i]].Add(isText, isText ? In(judged, examinations[i].End()) : []);
            }
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            Tell(parts, progress => progress.AddDeleted(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Tell(parts, progress => progress.AddUnreadable(path));
        }
        catch (Exception defect)
        {
            // A defect of ours: it ends these checks as an error instead of leaving them waiting for this file.
            Tell(parts, progress => progress.Fail(defect));
        }
    }

    // Whoever reads the lines of a finding later must not read them in the working tree.
    private static IReadOnlyList<Finding> In(byte[]? judged, IReadOnlyList<Finding> found)
    {
        var lines = judged is null || found.Count == 0 ? null : FindingLines.Of(judged);
        return lines is null ? found : [.. found.Select(finding => finding with { Lines = lines })];
    }

    private void Tell(int[] parts, Action<PartProgress> what)
    {
        foreach (var part in parts)
        {
            what(_progress[part]);
        }
    }
}
