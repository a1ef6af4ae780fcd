using System.Text.RegularExpressions;
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
        var reading = inner.Read(output);
        var isSilent = reading is { Findings.IsEmpty: true, UnreadableFiles.IsEmpty: true, Flaw: null, Failure: null };
        return isSilent && output.Outcome is { End: ProcessEnd.Exited, ExitCode: 0 } && Stranger(output.Lines) is { } stranger
            ? reading with { Flaw = $"it printed \"{OutputTail.Shorten(stranger, 120)}\", and no line of {tool}'s" }
            : reading;
    }

    private string? Stranger(IEnumerable<string> lines)
    {
        string? first = null;
        foreach (var line in lines)
        {
            if (line.Contains(tool.Split('-')[0], StringComparison.OrdinalIgnoreCase) || inner.IsKnown(line))
            {
                return null;
            }

            first ??= line.Trim().Length == 0 || Runner().IsMatch(line) ? null : line.Trim();
        }

        return first;
    }

    // What npm, yarn and make print around a command.
    [GeneratedRegex(@"^([>$] |yarn |Done in |make(\[[0-9]+\])?: )", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Runner();
}
