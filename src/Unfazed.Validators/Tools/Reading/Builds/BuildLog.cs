using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>What is collected from the log of a compiler, a build or a test runner that prints for people.</summary>
/// <param name="output">The output.</param>
/// <param name="format">The name of the format.</param>
/// <param name="isSilent">Whether the tool may print nothing at all where it succeeds.</param>
internal sealed class BuildLog(ToolOutput output, string format, bool isSilent = false)
{
    private const int LongestLine = 16 * 1024;
    private const int LongestMessage = 2000;

    private readonly HashSet<Finding> _seen = [];
    private readonly Dictionary<(string? Path, int? Line, int? Column, string Rule), int> _places = [];
    private string? _first;

    /// <summary>The findings so far, each once: builds print an error where it happens and again at their end.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>How many tests ran, as far as the log counts them; null where it speaks of none.</summary>
    public TestTally? Tests { get; set; }

    /// <summary>Whether a line was read that only this tool prints.</summary>
    public bool IsKnown { get; set; }

    /// <summary>What stopped the tool that says nothing about the code: no network, a toolchain that is missing.</summary>
    public string? Failure { get; set; }

    /// <summary>A part of the toolchain that is not installed, with the command that installs it: then no finding says anything about the code.</summary>
    public (string What, string Remedy)? Missing { get; set; }

    /// <summary>What the tool did not get to.</summary>
    public Extent Extent { get; set; } = Extent.Whole;

    /// <summary>Why nothing was done although the tool succeeded; null where something was.</summary>
    public string? Nothing { get; set; }

    /// <summary>The result that the tool itself states in its last lines: true where it failed, false where it succeeded, null where it states none.</summary>
    public bool? StatesFailure { get; set; }

    /// <summary>Whether a build began that has stated no result yet: at the end of the output this says that it was cut off.</summary>
    public bool OwesResult { get; set; }

    /// <summary>How many problems the tool itself counts.</summary>
    public int Counted { get; set; }

    /// <summary>How many of the problems that it counts it has printed.</summary>
    public int Printed { get; set; }

    /// <summary>Whether an error was found.</summary>
    public bool HasError => FirstError is not null;

    /// <summary>The first error that was found; null for none.</summary>
    public Finding? FirstError => Findings.Find(static finding => finding.Severity == Severity.Error);

    /// <summary>Counts further tests.</summary>
    /// <param name="tests">All of them.</param>
    /// <param name="skipped">Those among them that were not run.</param>
    public void AddTests(int tests, int skipped) => Tests = (Tests ?? new TestTally(0, 0)) + new TestTally(tests, skipped);

    /// <summary>The lines of both streams.</summary>
    public IEnumerable<string> Lines() => Bounded(output.Lines.Concat(output.ErrorLines));

    /// <summary>Lines, each cut to a maximum length.</summary>
    public IEnumerable<string> Bounded(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            _first ??= line.AsSpan().Trim().IsEmpty || IsOfTheMachine(line) ? null : line.Trim();
            yield return line.Length <= LongestLine ? line : line[..LongestLine];
        }
    }

    /// <summary>Adds a finding; returns its index, to which more text may be added.</summary>
    public int Add(LogPlace place, Severity severity, string rule, string said)
    {
        IsKnown = true;
        var path = place.File.Length == 0 ? null : output.Paths.Find(place.File);
        var message = path is null && place.File.Length > 0 ? $"{place.File}{Suffix(place)}: {said}" : said;
        var finding = new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = severity,
            Message = OutputTail.Shorten(message.Trim(), LongestMessage),
            Path = path,
            Line = path is null ? null : place.Line,
            Column = path is null || place.Line is null ? null : place.Column,
        };
        var key = (finding.Path, finding.Line, finding.Column, finding.Rule);
        if (path is not null && _places.TryGetValue(key, out var index) && Findings[index].Message.StartsWith(finding.Message, StringComparison.Ordinal))
        {
            return index;
        }

        if (_seen.Add(finding))
        {
            _places[key] = Findings.Count;
            Findings.Add(finding);
        }

        return Findings.IndexOf(finding);
    }

    /// <summary>Adds a test that failed.</summary>
    public void Add(TestFailure failure)
    {
        IsKnown = true;
        var finding = failure.ToFinding(output);
        if (_seen.Add(finding))
        {
            Findings.Add(finding);
        }
    }

    /// <summary>Continues the message of a finding.</summary>
    public void Continue(int index, string text)
    {
        var finding = Findings[index];
        if (text.Length > 0 && !finding.Message.Contains(text, StringComparison.Ordinal))
        {
            Findings[index] = finding with { Message = OutputTail.Shorten($"{finding.Message}; {text}", LongestMessage) };
        }
    }

    /// <summary>Gives a finding its column.</summary>
    public void SetColumn(int index, int column) =>
        Findings[index] = Findings[index] is { Line: not null, Column: null } finding ? finding with { Column = column } : Findings[index];

    /// <summary>The reading.</summary>
    public OutputReading ToReading()
    {
        var isStrange = !IsKnown && Findings.Count == 0 && Failure is null && _first is not null;
        var left = HasError ? Extent.Without(Failure) : output.Outcome.ExitCode is 0 ? Extent.Whole : Extent.Without(Last ?? "nothing about an error");
        var end = $"its output ends before {format}'s result";
        return new OutputReading
        {
            // An error that was read is one, however much is missing after it.
            Extent = Extent.Or(OwesResult ? Extent.EndsBefore($"{format}'s result") : Extent.Whole).Or(Counted > Printed ? Extent.Counting(Counted, Printed) : Extent.Whole).Or(left),
            Findings = Missing is null ? [.. Findings] : [],
            Missing = Missing?.What,
            Remedy = Missing?.Remedy,
            Flaw = !output.Outcome.StandardError.IsWhole ? "standard error could not be read to the end"
                : StatesFailure is true && !HasError && Failure is null ? $"{format} states that it failed, and its output contains no error"
                : Counted > 0 && !HasError && Failure is null ? $"{format} counts {Problems(Counted)}, and its output contains none"
                : OwesResult && !HasError ? end
                : _first is null && !isSilent && Failure is null && Nothing is null ? $"it printed nothing, and {format} always prints its result"
                : isStrange ? $"it printed \"{OutputTail.Shorten(_first!, 120)}\", and no line of {format}'s"
                : null,
            Failure = HasError ? null : Failure,
            Tests = Tests,
            Summary = Tests is { Tests: > 0 } ? Tests.ToString() : null,
            Nothing = Nothing ?? (Tests is { Tests: > 0 } ? Tests.Nothing : null),
            ToolError = Last,
        };
    }

    // What the virtual machine of Java prints in front of every program's own output.
    private static bool IsOfTheMachine(string line) =>
        line.StartsWith("Picked up ", StringComparison.Ordinal) || line.StartsWith("NOTE: Picked up ", StringComparison.Ordinal)
        || (line.StartsWith("OpenJDK ", StringComparison.Ordinal) && line.Contains(" VM warning: ", StringComparison.Ordinal));

    private static string Problems(int count) => count == 1 ? "1 problem" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} problems");

    private string? Last => OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt);

    private static string Suffix(LogPlace place) => place.Line is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{line}") : "";
}

/// <summary>A place in a log.</summary>
/// <param name="File">The file as it is printed; empty for none.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal sealed record LogPlace(string File, int? Line = null, int? Column = null)
{
    /// <summary>No place.</summary>
    public static LogPlace None { get; } = new("");
}
