using System.Collections.Immutable;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Caching;

/// <summary>Answers as they lie in the store: whole ones under their keys, those for single files in books.</summary>
internal sealed class AnswerShelf(CacheStore store, TimeProvider time)
{
    private const string Answers = CacheLayout.Answers;
    private const string Books = CacheLayout.Books;

    /// <summary>What is known.</summary>
    public CacheLookup Find(CacheKey key, FileByFile? files) => files is null ? FindWhole(key) : FindFiles(key, files);

    /// <summary>Keeps an answer as a whole.</summary>
    public void Keep(CacheKey key, Observation seen) =>
        store.Write(Answers, key.Hash, new StoredAnswer(time.GetUtcNow(), RunDetails.Without(seen)).Write().Span);

    /// <summary>Keeps the answers for single files.</summary>
    /// <param name="key">The key.</param>
    /// <param name="files">The files that it is about.</param>
    /// <param name="seen">What was seen of them.</param>
    /// <param name="ran">Those that were looked at now, and are what they were.</param>
    /// <returns>Whether what was seen can be kept so: each finding is about one of these files.</returns>
    public bool Keep(CacheKey key, FileByFile files, Observation seen, IReadOnlySet<string> ran)
    {
        var about = files.Files.ToHashSet(StringComparer.Ordinal);
        if (seen.ReportedProblems || seen.Findings.Any(finding => finding.Path is not { } path || !about.Contains(path)))
        {
            return false;
        }

        var found = seen.Findings.ToLookup(static finding => finding.Path, StringComparer.Ordinal);
        var answers = key.Inputs.Entries.Where(entry => ran.Contains(entry.Key))
            .Select(entry => KeyValuePair.Create(CacheKey.FileKeyOf(entry.Key, entry.Value), Answer(found[entry.Key], seen.ExitCode))).ToList();
        var frame = new StoredAnswer(time.GetUtcNow(), RunDetails.Without(seen) with { Findings = [], Details = Observation.NoDetails });
        var book = new AnswerBook { Frame = frame, WasWhole = !files.IsNarrowed && ran.Count == files.Files.Length };
        return store.Write(Books, key.SharedHash, book.With(answers, Book(key)).Write());
    }

    private static FileAnswer Answer(IEnumerable<Finding> found, int? exitCode) => found.ToImmutableArray() is { IsEmpty: false } findings
        ? new FileAnswer(exitCode, findings)
        : FileAnswer.Clean;

    private AnswerBook? Book(CacheKey key) => store.Read(Books, key.SharedHash) is { } bytes ? AnswerBook.Read(bytes) : null;

    private CacheLookup FindWhole(CacheKey key) => store.Read(Answers, key.Hash) is { } bytes && StoredAnswer.Read(bytes) is { } stored
        ? new CacheLookup { Answer = RunDetails.Without(stored.Seen), At = stored.At }
        : CacheLookup.Miss;

    // A tool that looks for its files by itself may find more than those that we know: it is asked whole once.
    private CacheLookup FindFiles(CacheKey key, FileByFile files)
    {
        if (Book(key) is not { } book || (!files.IsNarrowed && !book.WasWhole))
        {
            return CacheLookup.Miss;
        }

        var clean = book.Clean.ToHashSet();
        var (missing, findings) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<Finding>());
        var exitCode = book.Frame.Seen.ExitCode is null ? (int?)null : 0;
        foreach (var (path, digest) in key.Inputs.Entries)
        {
            var file = CacheKey.FileKeyOf(path, digest);
            if (book.Found.TryGetValue(file, out var answer))
            {
                findings.AddRange(answer.Findings);
                exitCode = exitCode is null or 0 ? answer.ExitCode : exitCode;
            }
            else if (!clean.Contains(file))
            {
                missing.Add(path);
            }
        }

        if (missing.Count == key.Inputs.Entries.Length)
        {
            return CacheLookup.Miss;
        }

        var seen = book.Frame.Seen with { Findings = findings.ToImmutable(), ExitCode = exitCode, Summary = files.Summary };
        return new CacheLookup
        {
            Answer = missing.Count == 0 ? seen : null,
            Partial = missing.Count == 0 ? null : seen,
            At = book.Frame.At,
            Missing = missing.ToImmutable(),
            Known = key.Inputs.Entries.Length - missing.Count,
        };
    }
}
