using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The lines of an output that are no finding: which of them a person would have to read.</summary>
internal static partial class UnaccountedLines
{
    /// <summary>Whether a line says that something went wrong. Indented lines quote sources or continue what was said.</summary>
    public static bool IsAlarm(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0]) && Alarm().IsMatch(line) && Alarm().IsMatch(None().Replace(line, ""));

    /// <summary>Whether a line says nothing of its own: empty, a source with its mark, what surrounds a diagnostic, what runs the command, or a count of no more than was found.</summary>
    /// <param name="line">The line.</param>
    /// <param name="found">How many findings there are.</param>
    public static bool IsAside(string line, int found)
    {
        if (line.AsSpan().Trim().IsEmpty || Aside().IsMatch(line))
        {
            return true;
        }

        var counts = Count().Matches(line);
        return counts.Count > 0
            ? counts.All(count => int.TryParse(count.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= found)
            : None().IsMatch(line) && !Alarm().IsMatch(None().Replace(line, ""));
    }

    [GeneratedRegex(@"\b(errors?|fatal|failed|failure|cannot|can't|could ?n[o']t|unable|aborted|aborting|exception|traceback|panic(ked)?|no such file|no rule to make|not found|denied|killed)\b|\*\*\*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alarm();

    // "0 errors", "errors: 0", "no failures": a count of none is no alarm.
    [GeneratedRegex(@"\b(0|no) (fatal )?(errors?|failed|failures?)(\(s\))?(\s|[,;.)]|$)|\b(errors?|failed|failures?)(\(s\))? *[:=] *0 *([,;|.)]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex None();

    // GCC's "In file included from", "In function", its sources " 12 | code"; npm's and make's words around a command.
    [GeneratedRegex(@"^(In file included from .*| +from .*|[^:]+: Assembler messages:|[^ :]+: (all|some) warnings being treated as errors|[^:]+: (In|At) (function|member function|constructor|destructor|lambda|static member function|top level).*| *[0-9]* \|.*| +[~^][~^ ]*|([>$] |yarn |Done in ).*|make(\[[0-9]+\])?: (Entering|Leaving) directory .*|compilation terminated\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Aside();

    [GeneratedRegex(@"(?<count>[0-9]{1,9}) (errors?|warnings?|problems?|issues?|findings?|violations?|offenses?)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Count();
}
