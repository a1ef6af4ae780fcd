using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>What is shown of the output of a command that failed: its end, or the lines that say why where these stand further up.</summary>
internal static partial class FailureText
{
    private const int MaxLines = 10;
    private const int MaxReasonLines = 7;
    private const int MaxFollowers = 2;
    private const int MaxLength = 2000;

    /// <summary>The text; null when nothing was printed.</summary>
    /// <param name="output">What was printed on standard output.</param>
    /// <param name="error">What was printed on standard error.</param>
    public static string? Of(string output, string error)
    {
        var lines = Lines(output).Concat(Lines(error)).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        var reasons = Reasons(lines);
        var isInTail = reasons.Count == 0 || reasons[0] >= lines.Count - MaxLines;
        var shown = isInTail ? lines.TakeLast(2 * MaxLines) : reasons.Select(index => lines[index]).Append("…").Concat(lines.Skip(Math.Max(reasons[^1] + 1, lines.Count - 2)));
        var text = string.Join('\n', shown);
        return text.Length <= MaxLength ? text : isInTail ? "…" + text[^MaxLength..] : text[..MaxLength] + "…";
    }

    // Each with what follows it: "left: 3", the place below a panic.
    private static List<int> Reasons(List<string> lines)
    {
        var reasons = new List<int>();
        for (var index = 0; index < lines.Count && reasons.Count < MaxReasonLines; index++)
        {
            if (!IsReason(lines[index]))
            {
                continue;
            }

            reasons.Add(index);
            for (var followers = 0; followers < MaxFollowers && index + 1 < lines.Count && reasons.Count < MaxReasonLines && !IsReason(lines[index + 1]); followers++)
            {
                reasons.Add(++index);
            }
        }

        return reasons;
    }

    private static bool IsReason(string line) => Reason().IsMatch(line) && !Harmless().IsMatch(line);

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0 && !Boilerplate().IsMatch(line));

    [GeneratedRegex(@"\b(error|errors|ERROR|Error|FAIL|FAILED|FAILURE|failed|panicked|assertion|AssertionError|undefined (reference|symbol))\b|[A-Za-z](Exception|Error)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reason();

    [GeneratedRegex(@"^\s*(warning|\[?WARN|\[INFO\]|note)|\b(0|no) (errors?|failed|failures)\b|\b(errors?|failed|failures)(\(s\))? *[:=] *0 *([,;|.)]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();

    // Maven's advice after every failure.
    [GeneratedRegex(@"^\[ERROR\]( *|.*Re-run Maven .*|To see the full stack trace .*|For more information about the errors .*|\[Help [0-9]+\] .*|After correcting the problems.*|  mvn <args> .*| To see the full stack trace .*| For more information about the errors .*| \[Help [0-9]+\] .*| After correcting the problems.*|   mvn <args> .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Boilerplate();
}
