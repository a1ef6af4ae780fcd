namespace Unfazed.Core.Reports;

/// <summary>
/// What servers that run builds take for commands in a line of output: <c>::name::</c> behind nothing but white space (GitHub Actions and
/// its relatives), <c>##[name]</c>, <c>##vso[…]</c> (Azure Pipelines) and <c>##teamcity[…]</c> anywhere.
/// </summary>
internal static class BuildServerCommands
{
    private const char Escape = '\e';

    /// <summary>The line with a space inside of what would be a command; the same line where there is none.</summary>
    /// <param name="line">One line, coloured or not.</param>
    public static string Disarm(string line)
    {
        var clean = line;
        for (var at = clean.IndexOf("##", StringComparison.Ordinal); at >= 0; at = clean.IndexOf("##", at + 1, StringComparison.Ordinal))
        {
            if (IsBracketed(clean.AsSpan(at + 2)))
            {
                clean = clean.Insert(at + 2, " ");
            }
        }

        var start = Beginning(clean);
        return clean.AsSpan(start).StartsWith("::", StringComparison.Ordinal) ? clean.Insert(start + 1, " ") : clean;
    }

    private static bool IsBracketed(ReadOnlySpan<char> text)
    {
        while (text is [var letter, ..] && char.IsLetterOrDigit(letter))
        {
            text = text[1..];
        }

        return text is ['[', ..];
    }

    // The runner trims what .NET calls white space (actions/runner, ActionCommand.TryParseV2).
    private static int Beginning(string line)
    {
        var at = 0;
        while (at < line.Length && (char.IsWhiteSpace(line[at]) || line[at] is Escape or '\uFEFF'))
        {
            at = line[at] == Escape && line.IndexOf('m', at) is >= 0 and var end ? end + 1 : at + 1;
        }

        return at;
    }
}
