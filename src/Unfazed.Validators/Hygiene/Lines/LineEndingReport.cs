using Unfazed.Core;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>What is said of a file's line endings.</summary>
internal static class LineEndingReport
{
    private static readonly LineEnding[] All = [LineEnding.Lf, LineEnding.CrLf, LineEnding.Cr];

    /// <summary>Severity, message, the first line that it is about and how many lines it is about; null when there is nothing to say.</summary>
    public static (Severity Severity, string Message, TextPlace Place, int Count)? Of(LineEndingTally endings, LineEnding? asked)
    {
        var used = All.Where(ending => endings.Of(ending).Count > 0).ToList();
        return asked is { } wanted ? Unasked(endings, used, wanted) : Mixed(endings, used);
    }

    private static (Severity, string, TextPlace, int)? Unasked(LineEndingTally endings, List<LineEnding> used, LineEnding wanted)
    {
        var others = used.Where(ending => ending != wanted).ToList();
        return others.Count == 0
            ? null
            : (Severity.Warning, $"{Counts(endings, others)} line endings; .editorconfig asks for {Name(wanted)}", First(endings, others), Sum(endings, others));
    }

    private static (Severity, string, TextPlace, int)? Mixed(LineEndingTally endings, List<LineEnding> used)
    {
        if (used.Count < 2)
        {
            return null;
        }

        var common = used.MaxBy(ending => endings.Of(ending).Count);
        used.Remove(common);
        return (Severity.Note, $"mixed line endings: {Counts(endings, [.. All.Where(ending => endings.Of(ending).Count > 0)])}", First(endings, used), Sum(endings, used));
    }

    private static TextPlace First(LineEndingTally endings, IEnumerable<LineEnding> among) =>
        among.Select(ending => endings.Of(ending).First).MinBy(static place => place.Line);

    private static int Sum(LineEndingTally endings, IEnumerable<LineEnding> among) => among.Sum(ending => endings.Of(ending).Count);

    private static string Counts(LineEndingTally endings, IEnumerable<LineEnding> among) =>
        string.Join(", ", among.Select(ending => $"{endings.Of(ending).Count} {Name(ending)}"));

    private static string Name(LineEnding ending) => ending switch
    {
        LineEnding.Lf => "LF",
        LineEnding.CrLf => "CRLF",
        _ => "CR",
    };
}
