using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The numbers of files that a tool says in its lines.</summary>
internal static class CountedFiles
{
    /// <summary>Returns the sum of all that a pattern finds; null where no line fits it.</summary>
    /// <param name="lines">What the tool printed.</param>
    /// <param name="pattern">Of a line. Group: <c>files</c>; a line without it counts as none.</param>
    public static int? In(IEnumerable<string> lines, Regex pattern)
    {
        int? sum = null;
        foreach (var line in lines)
        {
            foreach (Match match in pattern.Matches(line))
            {
                sum = (sum ?? 0) + (Position.Of(match.Groups["files"].ValueSpan) ?? 0);
            }
        }

        return sum;
    }
}
