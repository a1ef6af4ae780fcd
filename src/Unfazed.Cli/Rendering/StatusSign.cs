using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Rendering;

/// <summary>How a status is shown on a terminal: a sign that differs without colour, a tone.</summary>
internal static class StatusSign
{
    public static StyledText Of(CheckStatus status) => new(StatusText.Sign(status), status switch
    {
        CheckStatus.Passed => Tone.Good,
        CheckStatus.Failed => Tone.Bad,
        CheckStatus.Skipped => Tone.Faint,
        _ => Tone.Caution,
    });
}
