using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>What is known of a run beside its results.</summary>
public sealed record RunInfo
{
    /// <summary>Unique, sortable by start: <c>20261122T140501123Z-001a2b</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>When the process started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start of the process to the sealing of the report.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The deadline, from the start of the process.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>How the run ended.</summary>
    public RunState State { get; init; } = RunState.Complete;

    /// <summary>Files moved while it ran, so the answer is for no single state of them.</summary>
    public bool InputsChanged { get; init; }

    /// <summary>A run of what is staged: git's index changed while it ran, or that can't be told, so that a commit may hold what was not checked.</summary>
    public bool IndexChanged => IndexProblem is not null;

    /// <summary>What to say of <see cref="IndexChanged"/>; null where it did not.</summary>
    internal string? IndexProblem { get; init; }

    /// <summary>A run of what is staged: what to say where a staged file was edited while it ran, so that checks saw something else; null where none was.</summary>
    internal string? EditProblem { get; init; }

    /// <summary>Files whose staged content differs from the working tree's.</summary>
    public ImmutableArray<string> PartiallyStaged { get; init; } = [];

    /// <summary>The files and folders that the run was narrowed to, relative to the root; null for a whole run. Stored runs are compared by it.</summary>
    internal ImmutableArray<string>? NarrowedTo { get; init; }

    /// <summary>What a comparison said that found nothing to look at, such as <c>nothing changed since main</c>; null where something was asked for.</summary>
    internal string? Unchanged { get; init; }

    /// <summary>The commit whose findings are known; null where none was asked for.</summary>
    public KnownSince? NewSince { get; init; }

    /// <summary>The file of the baseline in force, relative to the root; null when there is none.</summary>
    public string? Baseline { get; init; }
}

/// <summary>How a run ended.</summary>
public enum RunState
{
    /// <summary>Every check came to its end, or fail-fast ended the run.</summary>
    Complete,

    /// <summary>The deadline ended it.</summary>
    Deadline,

    /// <summary>A signal ended it.</summary>
    Interrupted,

    /// <summary>The process died before the report was sealed.</summary>
    Crashed,
}
