using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads one JSON document of findings from standard output; what a tool says before it begins is passed over.</summary>
/// <param name="findings">The findings of a document; null where it is not of the due form.</param>
internal sealed class JsonRecords(Func<JsonElement, ToolOutput, IEnumerable<Finding>?> findings) : IOutputReader
{
    /// <summary>Whether a finding means that its file, or the rest of it, was not examined.</summary>
    public Func<Finding, bool> StopsReading { get; init; } = static _ => false;

    /// <summary>Whether a finding means that the tool stopped there: what it did not inspect can't be forgiven.</summary>
    public Func<Finding, bool> Stops { get; init; } = static _ => false;

    /// <summary>How many files the document says that the tool inspected; null where it does not say.</summary>
    public Func<JsonElement, int?> Files { get; init; } = static _ => null;

    /// <summary>What the document says about a failure of the tool itself; null when it says nothing.</summary>
    public Func<JsonElement, string?> Failure { get; init; } = static _ => null;

    /// <summary>A line on standard output, before the document, about a failure of the tool itself. Group: <c>message</c>; null where there is none.</summary>
    public Func<Regex>? FailureBefore { get; init; }

    /// <summary>What standard error says about a failure of the tool itself, whatever the exit code; null when it says nothing.</summary>
    public Func<string, string?> ErrorTextFailure { get; init; } = PythonTraceback.In;

    /// <summary>A line of standard error about a file that could not be read. Groups: <c>path message</c>; null where it gives none.</summary>
    public Func<Regex>? Unread { get; init; }

    /// <summary>Whether an empty output is a document without findings.</summary>
    public bool MayBeEmpty { get; init; }

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var reading = new OutputReading
        {
            Extent = Extent.Whole,
            Failure = ErrorTextFailure(output.ErrorExcerpt) ?? Before(output),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt),
        };
        if (MayBeEmpty && output.Outcome.StandardOutput.IsWhole && output.Excerpt.AsSpan().Trim().IsEmpty)
        {
            return reading;
        }

        using var document = JsonOutput.ParseFromFirstBracket(output.Outcome.StandardOutput, out var flaw);
        var root = document?.RootElement ?? default;
        var found = document is null ? null : findings(root, output)?.ToImmutableArray();
        var stop = found?.FirstOrDefault(Stops);
        return reading with
        {
            Extent = Extent.StoppedAt(stop),
            Findings = found ?? [],
            UnreadableFiles = [.. Unopened(output).Concat((found ?? []).Where(StopsReading).Select(static finding => $"{finding.Path ?? "a file"}: {finding.Message}")).Distinct(StringComparer.Ordinal)],
            Files = Files(root),
            Flaw = flaw ?? (found is null ? "the JSON document is not of the due form" : null),
            Failure = reading.Failure ?? Failure(root),
        };
    }

    private string? Before(ToolOutput output) => FailureBefore is null
        ? null
        : output.Lines.TakeWhile(static line => line is not ['{' or '[', ..]).Select(line => FailureBefore().Match(line)).FirstOrDefault(static match => match.Success)?.Groups["message"].Value;

    private IEnumerable<string> Unopened(ToolOutput output) => Unread is null
        ? []
        : output.ErrorLines.SelectMany(line => Unread().Matches(line)).Select(match => $"{output.Paths.Resolve(match.Groups["path"].Value) ?? match.Groups["path"].Value}: {match.Groups["message"].Value.Trim()}");
}
