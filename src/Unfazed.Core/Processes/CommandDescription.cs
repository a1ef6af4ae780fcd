using System.Collections.Immutable;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Processes;

/// <summary>A program to start, described without starting it. Arguments are a list and never meet a shell.</summary>
public sealed record CommandDescription
{
    /// <summary>An absolute path, or a bare name that is looked up on the <c>PATH</c> of the child's environment.</summary>
    public required string Program { get; init; }

    /// <summary>The arguments, without the program.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The working directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Variables on top of the child's usual environment; null removes one.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Bytes kept in memory of each stream (head and tail; the middle is counted).</summary>
    public int OutputLimit { get; init; } = 256 * 1024;

    /// <summary>
    /// The folder, absolute, for a file without a name that has all of a stream that is longer than <see cref="OutputLimit"/>, up to 256 MiB: for a format that
    /// is read whole (<see cref="CapturedOutput.Open"/>). Null to keep the ends alone.
    /// </summary>
    public string? SpoolFolder { get; init; }

    /// <summary>The file that takes both streams as they come, absolute; null for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Identifies the check in the marker variable, so that its descendants are recognised.</summary>
    public string? CheckId { get; init; }

    /// <summary>What its output passes through. The runner sets it: the output of checks, and not what git tells us of files.</summary>
    internal Redactor Redactor { get; init; } = Redactor.None;
}
