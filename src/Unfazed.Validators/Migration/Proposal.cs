using System.Collections.Immutable;

namespace Unfazed.Validators.Migration;

/// <summary>A check that another tool's configuration asks for, as <c>unfazed.yaml</c> would have it.</summary>
/// <param name="Name">The key under <c>checks</c>.</param>
/// <param name="Origin">Where it was found: <c>.pre-commit-config.yaml: hook flake8</c>.</param>
internal sealed record Proposal(string Name, string Origin)
{
    /// <summary>The command of a check of one's own, program first; empty for a tool that is known.</summary>
    public ImmutableArray<string> Run { get; init; } = [];

    /// <summary>Options for a tool that is known, added to its own.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Globs of the files that it is about.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Globs of files that it is not about.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Where it runs; null for the root.</summary>
    public string? Directory { get; init; }

    /// <summary>False for a tool that is switched off there.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Whether it is only offered, in a comment: a test suite is nobody's idea of a quick check unless they say so.</summary>
    public bool IsOffered { get; init; }

    /// <summary>What was left of it, for a comment; null when nothing was.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether its command stands here; else it is a tool that is known.</summary>
    public bool IsOwn => !Run.IsEmpty;

    /// <summary>Whether an entry for it would say anything that the detected tool does not do anyway.</summary>
    public bool SaysMore => IsOwn || !IsOn || !Arguments.IsEmpty || !Files.IsEmpty || !Exclude.IsEmpty;
}

/// <summary>What could not be taken over.</summary>
/// <param name="Origin">Where it was found.</param>
/// <param name="Why">Why not, and what a person can do; one sentence.</param>
internal sealed record LeftOut(string Origin, string Why);
