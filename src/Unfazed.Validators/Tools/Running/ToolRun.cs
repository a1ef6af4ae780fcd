using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>One command, complete but for its scratch folder: what a tool of the catalogue and a check of one's own both come down to.</summary>
internal sealed record ToolRun
{
    /// <summary>The name that its findings bear.</summary>
    public required string Tool { get; init; }

    /// <summary>The program: absolute, or a bare name for the child's <c>PATH</c>.</summary>
    public required string Program { get; init; }

    /// <summary>Words after the program, with <c>{files}</c>, <c>{root}</c>, <c>{cache}</c> and <c>{scratch}</c> still in them.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Where it runs, relative to the root.</summary>
    public required string Directory { get; init; }

    /// <summary>What <c>{files}</c> stands for: as they are passed, safe from being taken for options.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The files, relative to the root, to which findings are narrowed; null for all.</summary>
    public ImmutableHashSet<string>? Selected { get; init; }

    /// <summary>The commit that changed lines are compared with; null for where the branch began.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>Whether a path (relative to the root) was left out by configuration: findings there are dropped.</summary>
    public Func<string, bool>? IsExcluded { get; init; }

    /// <summary>What its exit codes mean.</summary>
    public required ExitTable Exits { get; init; }

    /// <summary>Reads what it prints.</summary>
    public required IOutputReader Reader { get; init; }

    /// <summary>Whether an exit code that says "problems" needs a finding that counts: of lines that were passed over nobody knows what they said.</summary>
    public bool NotesExplainNoExit { get; init; }

    /// <summary>The file that it writes its report to, relative to where it runs, or with <c>{scratch}</c> in it; null to read standard output.</summary>
    public string? Report { get; init; }

    /// <summary>What is wrong with the command itself, as a finding beside those of its output; null for nothing.</summary>
    public Finding? Warning { get; init; }

    /// <summary>The command that prints the version, program first; empty for none.</summary>
    public ImmutableArray<string> VersionCommand { get; init; } = [];

    /// <summary>Variables for its processes.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What was examined, in few words: <c>812 files</c>; null for nothing to say.</summary>
    public string? Summary { get; init; }

    /// <summary>What takes the place of <see cref="Summary"/> where the tool chooses its files; asked after it has ended, because it opens files.</summary>
    public Func<string>? Inspected { get; init; }

    /// <summary>What the summary adds about what the tool does not enter: <c>not checked: fuzz</c>; null for nothing.</summary>
    public string? Unchecked { get; init; }

    /// <summary>How to install it; null where nobody knows.</summary>
    public string? Install { get; init; }
}
