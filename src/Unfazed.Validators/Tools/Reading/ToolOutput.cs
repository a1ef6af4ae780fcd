using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>What a reader is given. Formats are read line by line or as a stream: an output may be far longer than its excerpt.</summary>
/// <param name="Tool">The name that findings bear.</param>
/// <param name="Outcome">How the process ended and what it printed.</param>
/// <param name="Paths">Makes paths of the output into paths of the repository.</param>
internal sealed record ToolOutput(string Tool, ProcessOutcome Outcome, FindingPaths Paths)
{
    /// <summary>All lines of standard output, without escape sequences: no reader of lines sees a colour.</summary>
    public IEnumerable<string> Lines => OutputLines.Of(Outcome.StandardOutput);

    /// <summary>All lines of standard error, without escape sequences.</summary>
    public IEnumerable<string> ErrorLines => OutputLines.Of(Outcome.StandardError);

    /// <summary>The beginning and the end of standard output, for messages: up to 256 KiB, without escape sequences.</summary>
    public string Excerpt => field ??= EscapeSequences.Strip(Outcome.StandardOutput.Text());

    /// <summary>The beginning and the end of standard error, for messages: up to 256 KiB, without escape sequences.</summary>
    public string ErrorExcerpt => field ??= EscapeSequences.Strip(Outcome.StandardError.Text());
}
