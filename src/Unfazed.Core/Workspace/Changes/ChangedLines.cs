using System.Collections.Immutable;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>The lines that were added or changed since a revision, in files as they are now.</summary>
/// <param name="Base">What was compared with, for people.</param>
/// <param name="Ranges">By path relative to the root; an untracked file is new as a whole.</param>
internal sealed record ChangedLines(string Base, ImmutableDictionary<string, ImmutableArray<LineRange>> Ranges)
{
    /// <summary>Whether a line, from 1, is one of them.</summary>
    public bool Contains(string path, int line) => Ranges.TryGetValue(path, out var ranges) && ranges.Any(range => range.First <= line && line <= range.Last);
}

/// <summary>Lines beside each other.</summary>
/// <param name="First">From 1.</param>
/// <param name="Last">Inclusive.</param>
internal sealed record LineRange(int First, int Last);
