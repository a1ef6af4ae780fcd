namespace Unfazed.Core;

/// <summary>One problem at one place, as a tool saw it.</summary>
public sealed record Finding
{
    /// <summary>The name of the tool, for built-in checks the name of the check.</summary>
    public required string Tool { get; init; }

    /// <summary>The tool's own name of the rule; empty when it gives none.</summary>
    public required string Rule { get; init; }

    /// <summary>How bad it is, after the configuration's <c>severity</c>.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What is wrong, in the tool's words.</summary>
    public required string Message { get; init; }

    /// <summary>Relative to the root, with <c>/</c>; null when the finding belongs to no file below the root.</summary>
    public string? Path { get; init; }

    /// <summary>First line, from 1; null when the finding is about the whole file.</summary>
    public int? Line { get; init; }

    /// <summary>First column, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>Last line, from 1, inclusive.</summary>
    public int? EndLine { get; init; }

    /// <summary>Column after the last character, from 1.</summary>
    public int? EndColumn { get; init; }

    /// <summary>What identifies the problem in place of the text of its line or its message, such as a test's name; null for these.</summary>
    public string? Identity { get; init; }

    /// <summary>How many places of its file it stands for, 1 or more: more of them than before is a new problem.</summary>
    public int Occurrences { get; init; } = 1;

    /// <summary>The same for the same problem as long as its line's text stays; empty until it was computed.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Whether it counts.</summary>
    public FindingState State { get; init; } = FindingState.New;

    /// <summary>Where the rule is explained, if the tool says so.</summary>
    public string? Url { get; init; }

    /// <summary>Whether it counts nothing only because the configuration's <c>severity</c> made a note of it.</summary>
    internal bool IsSoftened { get; init; }

    /// <summary>The lines of the content that it was found in, where that is not the working tree's: what is staged, or an older version that is pushed. Else null.</summary>
    internal string[]? Lines { get; init; }

    /// <summary>Whether this finding makes its dimension fail.</summary>
    public bool Counts => State == FindingState.New && Severity != Severity.Note;
}

/// <summary>Whether a finding counts.</summary>
public enum FindingState
{
    /// <summary>Counts.</summary>
    New,

    /// <summary>Was there before; is counted, not shown, and fails nothing.</summary>
    Known,

    /// <summary>Left out by the configuration's <c>ignore</c>.</summary>
    Ignored,
}
