using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads what a command of somebody's own prints in a known tool's format: an output of which not one line is the tool's, whatever the exit
/// code says, is another program's.
/// </summary>
/// <param name="inner">The tool's reader.</param>
/// <param name="tool">The tool's name.</param>
internal sealed partial class UnderstoodReader(ILineReader inner, string tool) : IOutputReader
{
    /// <inheritdoc/>
    public bool NeedsWholeOutput => inner.NeedsWholeOutput;

    /// <inheritdoc/>
    public bool ReadsWholeOutput => inner.ReadsWholeOutput;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var reading = Broken(inner.Read(output), output);
        var isSilent = reading is { Findings.IsEmpty: true, UnreadableFiles.IsEmpty: true, Flaw: null, Failure: null };
        if (!isSilent || output.Outcome is not { End: ProcessEnd.Exited, ExitCode: 0 })
        {
            return reading;
        }

        return Redirected(output) ?? (Stranger(output.Lines) is { } stranger
            ? reading with { Flaw = $"it printed \"{OutputTail.Shorten(stranger, 120)}\", and no line of {tool}'s" }
            : reading);
    }

    // Behind a pipe it broke down on standard output, and the exit code is lost. What it reported before is true, and not all.
    private OutputReading Broken(OutputReading reading, ToolOutput output) =>
        reading.Failure is not null || output.Outcome.ExitCode is not 0 || PythonTraceback.AtEnd(output.Lines, inner.IsKnown) is not { } broken ? reading
        : reading.Findings.Any(static finding => finding.Severity != Severity.Note) ? reading with { Extent = reading.Extent.Or(Extent.Unfinished(broken)) }
        : reading with { Failure = broken };

    // A script may send the report to standard error (">&2"), and lose the exit code.
    private OutputReading? Redirected(ToolOutput output)
    {
        if (output.Lines.Any(static line => !line.AsSpan().Trim().IsEmpty) || output.Outcome.StandardError is not { IsWhole: true } error)
        {
            return null;
        }

        var moved = inner.Read(output with { Outcome = output.Outcome with { StandardOutput = error, StandardError = CapturedOutput.Empty } });
        return moved.Findings.Any(static finding => finding.Severity != Severity.Note) ? moved : null;
    }

    private string? Stranger(IEnumerable<string> lines)
    {
        string? first = null;
        foreach (var line in lines)
        {
            if (Names(line) || inner.IsKnown(line))
            {
                return null;
            }

            first ??= line.Trim().Length == 0 || Runner().IsMatch(line) ? null : line.Trim();
        }

        return first;
    }

    // "mypy: …", "go: downloading …", and the command as make prints it: "python3 -m mypy src", "go vet ./...". The name within a word, an address, is anybody's.
    private bool Names(string line) => line.StartsWith(tool.Split('-')[0] + ":", StringComparison.OrdinalIgnoreCase) || HasWord(line, tool) || HasWord(line, tool.Replace('-', ' '));

    private static bool HasWord(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || line[at - 1] is ' ' or '/') && (end == line.Length || line[end] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    // What npm, yarn and make print around a command.
    [GeneratedRegex(@"^([>$] |yarn |Done in |make(\[[0-9]+\])?: )", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Runner();
}
