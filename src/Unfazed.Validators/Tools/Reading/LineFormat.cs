using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>A format of one finding a line, as compilers and most linters have it. Everything that is not set has no part in the format.</summary>
/// <remarks>Patterns are made when the first output is read: to make those of every known tool took four fifths of a start.</remarks>
internal sealed record LineFormat
{
    /// <summary>A finding's line. Groups: <c>path line column endLine endColumn severity rule message</c>; without backtracking.</summary>
    public required Func<Regex> Record { get; init; }

    /// <summary>A line about a file that could not be read or parsed. Groups: <c>path message</c>.</summary>
    public Func<Regex>? Unread { get; init; }

    /// <summary>A line that says the tool itself could not do its work, whatever its exit code. Group: <c>message</c>.</summary>
    public Func<Regex>? Failure { get; init; }

    /// <summary>
    /// All lines that the tool prints beside its findings: what is none of these is another program's, or a problem. Null where nobody listed
    /// them; then a line counts that says that something went wrong.
    /// </summary>
    public Func<Regex>? Accompanying { get; init; }

    /// <summary>Lines of the tool's own where it found nothing, by which its output is known.</summary>
    public Func<Regex>? Known { get; init; }

    /// <summary>Whether a record is nothing but the name of a file, which must be there.</summary>
    public bool NamesFilesOnly { get; init; }

    /// <summary>Whether records stand on standard output alone.</summary>
    public bool OnlyOutput { get; init; }

    /// <summary>The rule of records that name none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The message of records that have none.</summary>
    public string Message { get; init; } = "";

    /// <summary>The severity of a finding by the word of its record and its rule.</summary>
    public Func<string, string, Severity> SeverityOf { get; init; } = static (word, _) => SeverityWords.Of(word);

    /// <summary>How many files the tool says that it inspected; null where it does not say.</summary>
    public Func<ToolOutput, int?> Files { get; init; } = static _ => null;

    /// <summary>What the tool says that it needs and does not find, and how to get it; null when it has all.</summary>
    public Func<ToolOutput, (string What, string Remedy)?> Missing { get; init; } = static _ => null;

    /// <summary>Whether a finding means that its file, or the rest of it, was not examined.</summary>
    public Func<Finding, bool> StopsReading { get; init; } = static _ => false;

    /// <summary>Where a rule is explained; null for nowhere.</summary>
    public Func<string, string?> Documentation { get; init; } = static _ => null;

    /// <summary>What the first column of a line is counted as: 1, or 0.</summary>
    public int FirstColumn { get; init; } = 1;
}
