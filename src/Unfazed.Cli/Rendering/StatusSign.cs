using Unfazed.Core;

namespace Unfazed.Cli.Rendering;

/// <summary>How a status is shown: a sign that differs without colour, a word, a tone.</summary>
internal static class StatusSign
{
    public static StyledText Of(CheckStatus status) => status switch
    {
        CheckStatus.Passed => new("✓", Tone.Good),
        CheckStatus.Failed => new("✗", Tone.Bad),
        CheckStatus.TimedOut => new("⧗", Tone.Caution),
        CheckStatus.CircuitOpen => new("⊘", Tone.Caution),
        CheckStatus.Unavailable => new("?", Tone.Caution),
        CheckStatus.Error => new("!", Tone.Caution),
        CheckStatus.Cancelled => new("~", Tone.Caution),
        _ => new("-", Tone.Faint),
    };

    /// <summary>The words before a message; empty where sign and message say it all.</summary>
    public static string Words(CheckStatus status) => status switch
    {
        CheckStatus.Passed or CheckStatus.Failed => "",
        CheckStatus.TimedOut => "timed out",
        CheckStatus.CircuitOpen => "not attempted",
        _ => status.WireName(),
    };
}
