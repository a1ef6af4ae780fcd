using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Baselines;

/// <summary>The problems that a repository has accepted for now: <c>unfazed.baseline.json</c> at its root. In force wherever that file is.</summary>
public sealed record Baseline
{
    /// <summary>The file's name.</summary>
    public const string FileName = ExcludeRules.BaselineFile;

    /// <summary>One that knows nothing.</summary>
    public static Baseline Empty { get; } = new(ImmutableSortedDictionary.Create<string, BaselineEntry>(StringComparer.Ordinal));

    private Baseline(ImmutableSortedDictionary<string, BaselineEntry> entries) => Entries = entries;

    /// <summary>The entries by fingerprint, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, BaselineEntry> Entries { get; }

    /// <summary>How many findings it knows.</summary>
    public long Total => Entries.Values.Sum(static entry => (long)entry.Count);

    /// <summary>A baseline of these entries. Of two with one fingerprint, which a merge may leave, the larger counts stay.</summary>
    public static Baseline Of(IEnumerable<BaselineEntry> entries)
    {
        var known = Empty.Entries.ToBuilder();
        foreach (var entry in entries)
        {
            known[entry.Fingerprint] = known.TryGetValue(entry.Fingerprint, out var other)
                ? (other.Count < entry.Count ? entry : other) with { Occurrences = Math.Max(other.Occurrences, entry.Occurrences) }
                : entry;
        }

        return new Baseline(known.ToImmutable());
    }

    /// <summary>Reads <see cref="FileName"/> at a root. A loaded configuration has it already (<see cref="Configuration.UnfazedConfiguration.Baseline"/>).</summary>
    /// <param name="root">The root, absolute.</param>
    /// <returns>The baseline; null where there is no file.</returns>
    /// <exception cref="WorkspaceException">The file cannot be used; the message says why, where and what to do.</exception>
    public static Baseline? Read(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var (baseline, problem, line) = BaselineReader.Read(root);
        return problem is null ? baseline : throw new WorkspaceException(line == 0
            ? $"{FileName}: {problem}"
            : string.Create(CultureInfo.InvariantCulture, $"{FileName}:{line}: {problem}"));
    }

    /// <summary>Writes <see cref="FileName"/> at a root: readers see the old file or the new one, and equal baselines give equal bytes.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (BaselineWriter.Save(root, this) is { } problem)
        {
            throw new IOException($"{FileName} could not be written: {problem}");
        }
    }

    /// <summary>Whether a finding is known: it has an entry, and stands for no more places than that.</summary>
    public bool Knows(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Fingerprint.Length > 0 && Entries.TryGetValue(finding.Fingerprint, out var entry) && finding.Occurrences <= entry.Occurrences;
    }
}
