using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Caching;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Rendering;

/// <summary>For people: whether an answer comes from the cache, and what has changed where it does not.</summary>
internal sealed class CacheText(LineWriter writer, TimeProvider time)
{
    private const int MostShown = 20;

    public void Write(CacheExplanation explanation)
    {
        var check = explanation.Check;
        var name = check.Directory is "." or "" ? check.Name : $"{check.Name} ({check.Directory})";
        writer.Line(new StyledText(name, Tone.Strong), new StyledText(": "), new StyledText(Headline(explanation), explanation.Answer == CacheAnswer.Hit ? Tone.Good : Tone.Caution));
        var reasons = explanation.Answer == CacheAnswer.Miss ? explanation.Differences ?? [] : [];
        WriteReasons(check.Name, reasons);
        if (explanation.Answer == CacheAnswer.Hit && !explanation.LastBecause.IsEmpty)
        {
            writer.Line(2, 4, new StyledText("it ran then because of this:", Tone.Faint));
            WriteReasons(check.Name, explanation.LastBecause);
        }
    }

    private void WriteReasons(string check, ImmutableArray<KeyDifference> reasons)
    {
        var shown = writer.Settings.Verbosity == Verbosity.Verbose ? reasons.Length : Math.Min(reasons.Length, MostShown);
        foreach (var reason in reasons.Take(shown))
        {
            writer.Line(2, 4, Sentence(check, reason));
        }

        if (shown < reasons.Length)
        {
            writer.Line(2, 4, new StyledText(Number($"… and {reasons.Length - shown} more: -v shows them"), Tone.Faint));
        }
    }

    private string Headline(CacheExplanation explanation) => explanation switch
    {
        { Answer: CacheAnswer.Never } => $"no answer from the cache: {explanation.Because}",
        { Answer: CacheAnswer.Hit } => $"answered from the cache: nothing that it depends on has changed since {When(explanation)}",
        { Missing: { IsEmpty: false } files } => Number($"would look again at {files.Length} {(files.Length == 1 ? "file" : "files")}, the others are known; since {When(explanation)}:"),
        { Differences: null } => "would run: no answer of it was stored for this repository yet",
        { Differences: { IsEmpty: true } } => $"would run: the answer of {When(explanation)} is gone from the cache",
        _ => $"would run; since {When(explanation)}:",
    };

    private string When(CacheExplanation explanation) => explanation.StoredAt is { } at
        ? TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "then";

    /// <summary>A difference in people's words.</summary>
    internal static string Sentence(string check, KeyDifference difference)
    {
        var happened = difference.Change switch
        {
            PartChange.Added => "is new",
            PartChange.Removed => "is gone",
            _ when difference is { Before: { } before, After: { } after } && difference.Kind != KeyPartKind.Tool => $"went from {before} to {after}",
            _ => "changed",
        };
        return difference.Kind switch
        {
            KeyPartKind.Input => $"{difference.Name} {happened}",
            KeyPartKind.Configuration => $"{difference.Name}, which configures it, {happened}",
            KeyPartKind.UserConfiguration => $"{difference.Name}, your own configuration of it, {happened}",
            KeyPartKind.Package => $"the installed package {difference.Name} {Installed(difference, happened)}",
            KeyPartKind.Variable => $"the variable {difference.Name} {(difference.Change == PartChange.Added ? "is set now" : difference.Change == PartChange.Removed ? "is no longer set" : "has another value")}",
            KeyPartKind.Command => difference.Change == PartChange.Changed ? "the words of its command stand in another order" : $"the word {difference.Name} of its command {happened}",
            KeyPartKind.Setting => $"the setting {difference.Name} {happened}",
            KeyPartKind.Git => $"{difference.Name} {happened}",
            KeyPartKind.Unfazed => $"Unfazed itself {happened}",
            _ => Tool(check, difference, happened),
        };
    }

    private static string Installed(KeyDifference difference, string happened) =>
        difference is { Change: PartChange.Added, After: { } version } && char.IsAsciiDigit(version[0]) ? $"{version} is new" : happened;

    private static string Tool(string check, KeyDifference difference, string happened) => difference switch
    {
        { Name: "version", Before: { } before, After: { } after } => $"{check} itself went from {before} to {after}",
        { Name: "program" or "version" } => $"the program of {check} {happened}",
        _ => $"the program {difference.Name}, which it starts, {happened}",
    };

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
