using System.Collections.Immutable;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>What is remembered of a session from one answer to the next.</summary>
internal sealed record SessionState
{
    /// <summary>Files that are remembered; of more, the oldest are forgotten.</summary>
    public const int MostFiles = 500;

    /// <summary>Problems that are remembered.</summary>
    public const int MostProblems = 500;

    /// <summary>Nothing happened yet.</summary>
    public static SessionState Empty { get; } = new();

    /// <summary>Files that were edited and that no run has looked at yet, absolute.</summary>
    public ImmutableArray<string> Pending { get; init; } = [];

    /// <summary>Files that were edited in this session, absolute.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];

    /// <summary>What was open at the last answer.</summary>
    public ImmutableArray<OpenProblem> Problems { get; init; } = [];

    /// <summary>What could not be verified, as it was last told.</summary>
    public string Doubts { get; init; } = "";

    /// <summary>The working tree when the session began; null where nobody has looked yet.</summary>
    public TreeMark? Begin { get; init; }

    /// <summary>How often in a row the session was kept from stopping.</summary>
    public int StopBlocks { get; init; }

    /// <summary>The same after an edit.</summary>
    public SessionState WithEdit(string file) => this with { Pending = Add(Pending, file), Edited = Add(Edited, file) };

    // The newest last.
    private static ImmutableArray<string> Add(ImmutableArray<string> files, string file) =>
        [.. files.Where(other => other != file).TakeLast(MostFiles - 1), file];
}
