using System.Collections.Immutable;

namespace Unfazed.Validators.Fixing;

/// <summary>What a run of <c>fix</c> did, or would do.</summary>
public sealed record FixReport
{
    /// <summary>The files that changed, in ordinal order of their paths.</summary>
    public required ImmutableArray<FixedFile> Files { get; init; }

    /// <summary>What could not be fixed.</summary>
    public required ImmutableArray<FixProblem> Problems { get; init; }

    /// <summary>The files that were left as they are, at least in part, in ordinal order of their paths.</summary>
    public ImmutableArray<KeptFile> Kept { get; init; } = [];
}

/// <summary>A file that was fixed, or would be.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="By">Rules and tools, in the order in which they came.</param>
/// <param name="Before">What was in it.</param>
/// <param name="After">What is in it now.</param>
public sealed record FixedFile(string Path, ImmutableArray<string> By, byte[] Before, byte[] After)
{
    /// <summary>What became of git's index.</summary>
    public Staging Staging { get; init; }
}

/// <summary>How a fixed file stands in git's index.</summary>
public enum Staging
{
    /// <summary>Nothing of it was staged.</summary>
    None,

    /// <summary>All of it was staged, and the fixed file is staged again.</summary>
    Again,

    /// <summary>A part of it was staged: the index holds what it held.</summary>
    Partial,

    /// <summary>All of it was staged, and git could not stage the fixed file: the index holds what it held.</summary>
    Failed,
}

/// <summary>Something that was not fixed.</summary>
/// <param name="Subject">A tool or a path.</param>
/// <param name="Message">Why.</param>
public sealed record FixProblem(string Subject, string Message);
