using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Gives diagnostics GCC's form, in one line, that the assembler prints with a capital (<c>a.c:3: Error: text</c> below <c>a.c: Assembler messages:</c>), and that
/// gfortran and GHC print over several lines: the place, and the text below it. CUDA's programs (<c>nvcc fatal   : text</c>), mold and Apple's linker name no place.
/// </summary>
internal static partial class GccDialects
{
    // gfortran quotes the source between the place and the text.
    private const int MaxBetween = 8;

    /// <summary>The lines, those of these forms rewritten.</summary>
    public static IEnumerable<string> Rewritten(IEnumerable<string> lines)
    {
        string? assembled = null;
        Match? open = null;
        var between = new List<string>();
        foreach (var line in RustDialect.Rewritten(lines).Select(Programs))
        {
            if (open is not null)
            {
                if (TextOf(open, line) is { } text)
                {
                    yield return $"{open.Groups["place"].Value}: {text}";
                    (open, between) = (null, []);
                    continue;
                }

                if (between.Count < MaxBetween && (line.Length == 0 || line[0] is ' '))
                {
                    between.Add(line);
                    continue;
                }

                foreach (var kept in between.Prepend(open.Value))
                {
                    yield return kept;
                }

                (open, between) = (null, []);
            }

            if (Place().Match(line) is { Success: true } place)
            {
                open = place;
            }
            else
            {
                assembled = Heading().Match(line) is { Success: true } heading ? heading.Groups["path"].Value : assembled;
                yield return assembled is "" && Text().Match(line) is { Success: true } unplaced ? $"as: {unplaced.Groups["severity"].Value.ToLowerInvariant()}: {unplaced.Groups["text"].Value}"
                    : assembled is { Length: > 0 } && line.StartsWith(assembled, StringComparison.Ordinal) ? Assembled().Replace(line, static match => match.Value.ToLowerInvariant(), 1) : line;
            }
        }

        foreach (var kept in open is null ? [] : between.Prepend(open.Value))
        {
            yield return kept;
        }
    }

    private static string Programs(string line) => Cuda().Match(line) is { Success: true } cuda ? $"{cuda.Groups["name"].Value}: {(cuda.Groups["severity"].Value == "fatal" ? "fatal error" : "error")}: {cuda.Groups["text"].Value}"
        : Linker().Match(line) is { Success: true } linker ? $"{linker.Groups["name"].Value}: error: {linker.Groups["text"].Value}"
        : line;

    // Of GHC the severity stands beside the place, and the text is indented; of gfortran the severity comes with the text.
    private static string? TextOf(Match place, string line)
    {
        if (place.Groups["severity"] is { Success: true, Value: var severity })
        {
            return line.StartsWith(' ') && line.Trim() is { Length: > 0 } text && !Gutter().IsMatch(line) ? $"{severity}: {text.TrimStart('•', ' ')}" : null;
        }

        return Text().Match(line) is { Success: true } match ? $"{match.Groups["severity"].Value.ToLowerInvariant()}: {match.Groups["text"].Value}" : null;
    }

    [GeneratedRegex(@"^(?<place>[^\s:][^:]*:[0-9]{1,9}:[0-9]{1,9}):( (?<severity>error|warning):( \[[^\]]*\])*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex("^(?<severity>Fatal Error|Error|Warning): (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Text();

    [GeneratedRegex(@"^(?<name>nvcc|ptxas|nvlink|fatbinary|cicc|cudafe\+\+) (?<severity>fatal|error) *: *(?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Cuda();

    [GeneratedRegex(@"^(?<name>[^\s:]*(mold|ld(64|\.[a-z0-9]+)?)): (fatal: (?<text>.*)|(?<text>(symbol\(s\) not found|library not found|library '.*' not found|framework not found|framework '.*' not found|file not found|unknown option|unrecognized option|[0-9]+ duplicate symbols?|final link failed|no input files|can't open|can't map)( .*|:.*)?|-[^ :]*: unknown option))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Linker();

    [GeneratedRegex(@"^ *[0-9]* *\|", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Gutter();

    [GeneratedRegex(@"^((?<path>[^\s:][^:]*): )?Assembler messages:$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(": (Fatal error|Error|Warning): ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Assembled();
}
