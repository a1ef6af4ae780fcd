namespace Unfazed.Core.Reports;

/// <summary>How a status is told to people.</summary>
internal static class StatusText
{
    /// <summary>One character that differs without colour.</summary>
    public static string Sign(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "✓",
        CheckStatus.Failed => "✗",
        CheckStatus.TimedOut => "⧗",
        CheckStatus.CircuitOpen => "⊘",
        CheckStatus.Unavailable => "?",
        CheckStatus.Error => "!",
        CheckStatus.Cancelled => "~",
        _ => "-",
    };

    /// <summary>The words before a message; empty where sign and message say it all.</summary>
    public static string Words(CheckStatus status) => status switch
    {
        CheckStatus.Passed or CheckStatus.Failed => "",
        CheckStatus.TimedOut => "timed out",
        CheckStatus.CircuitOpen => "circuit open",
        _ => status.WireName(),
    };

    /// <summary>Words and message, such as <c>cancelled: the run was interrupted</c>. A message that begins with the words, such as <c>timed out after 2s</c>, needs no others.</summary>
    public static string Sentence(CheckStatus status, string message)
    {
        var words = Words(status);
        return words.Length == 0 || Begins(message, words) ? message : message.Length == 0 ? words : $"{words}: {message}";
    }

    private static bool Begins(string message, string words) =>
        message.StartsWith(words, StringComparison.Ordinal) && (message.Length == words.Length || message[words.Length] is ' ' or ':');

    /// <summary>The check's name, with its directory where that is not the root.</summary>
    public static string NameOf(CheckResult check) => check.Directory is "." or "" ? check.Name : $"{check.Name} ({check.Directory})";
}
