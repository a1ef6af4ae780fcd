using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Gives diagnostics of rustc GCC's form: <c>error[E0425]: text</c>, and the place below it (<c> --&gt; src/a.rs:3:7</c>).</summary>
internal static partial class RustDialect
{
    /// <summary>The lines, those of this form rewritten.</summary>
    public static IEnumerable<string> Rewritten(IEnumerable<string> lines)
    {
        string? open = null;
        foreach (var line in lines)
        {
            if (open is not null)
            {
                var arrow = Arrow().Match(line);
                yield return arrow.Success ? Placed(open, arrow.Groups["place"].Value) : open;
                open = null;
                if (arrow.Success)
                {
                    continue;
                }
            }

            if (Headline().IsMatch(line))
            {
                open = line;
            }
            else
            {
                yield return line;
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static string Placed(string headline, string place)
    {
        var match = Headline().Match(headline);
        var rule = match.Groups["rule"] is { Success: true, Value: var code } ? $" [{code}]" : "";
        return $"{place}: {match.Groups["severity"].Value}: {match.Groups["text"].Value}{rule}";
    }

    [GeneratedRegex(@"^(?<severity>error|warning)(\[(?<rule>[A-Za-z0-9:_]+)\])?: (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Headline();

    [GeneratedRegex("^ *--> (?<place>[^ :][^:]*:[0-9]{1,9}:[0-9]{1,9})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Arrow();
}
