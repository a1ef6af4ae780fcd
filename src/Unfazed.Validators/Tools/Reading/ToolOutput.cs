using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>What a reader is given.</summary>
/// <param name="Tool">The name that findings bear.</param>
/// <param name="Outcome">How the process ended and what it printed.</param>
/// <param name="Paths">Makes paths of the output into paths of the repository.</param>
internal sealed record ToolOutput(string Tool, ProcessOutcome Outcome, FindingPaths Paths)
{
    /// <summary>Standard output as UTF-8, without escape sequences: no reader of lines sees a colour.</summary>
    public string Text { get; } = EscapeSequences.Strip(Outcome.StandardOutput.Text());

    /// <summary>Standard error as UTF-8, without escape sequences.</summary>
    public string ErrorText { get; } = EscapeSequences.Strip(Outcome.StandardError.Text());
}
