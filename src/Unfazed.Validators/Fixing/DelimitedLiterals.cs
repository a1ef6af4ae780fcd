using System.Text.RegularExpressions;

namespace Unfazed.Validators.Fixing;

/// <summary>Finds literals between delimiters that their writer chose: <c>q{…}</c> of Perl, <c>%w[…]</c> of Ruby and Crystal, sigils of Elixir.</summary>
internal static partial class DelimitedLiterals
{
    // Behind one of these a letter is the name of a variable or a method.
    private const string BeforeNames = "$@&.>:-";

    /// <summary>The literals over several lines, each as its first and its last line, from 0. One that nothing closes ends behind the last line.</summary>
    public static IEnumerable<(int First, int Last)> In(string[] lines)
    {
        var (line, column) = (0, 0);
        while (line < lines.Length)
        {
            var match = Opener().Match(lines[line], column);
            if (!match.Success)
            {
                (line, column) = (line + 1, 0);
            }
            else if (match.Index > 0 && BeforeNames.Contains(lines[line][match.Index - 1], StringComparison.Ordinal))
            {
                column = match.Index + match.Length;
            }
            else
            {
                // What stands within a literal opens none, so that each character is read once.
                var end = EndOf(lines, line, match.Groups["open"].Index);
                if (end.Line > line)
                {
                    yield return (line, end.Line);
                }

                (line, column) = end;
            }
        }
    }

    private static (int Line, int Column) EndOf(string[] lines, int line, int column)
    {
        var open = lines[line][column];
        var close = open switch { '(' => ')', '[' => ']', '{' => '}', '<' => '>', _ => open };
        var depth = 1;
        for (column++; line < lines.Length; line++, column = 0)
        {
            for (; column < lines[line].Length; column++)
            {
                var character = lines[line][column];
                column += character == '\\' ? 1 : 0;
                depth += character == close ? -1 : character == open ? 1 : 0;
                if (depth == 0)
                {
                    return (line, column + 1);
                }
            }
        }

        return (lines.Length, 0);
    }

    [GeneratedRegex(@"(%[qQwWiIxrs]?(?<open>[\(\[\{<])|%[qQwWiIxrs](?<open>[|!/^])|\b(q|qq|qw|qx|qr|m|s|y|tr)[ ]?(?<open>[\(\[\{<|!])|~[A-Za-z](?<open>[\(\[\{<|/]))", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Opener();
}
