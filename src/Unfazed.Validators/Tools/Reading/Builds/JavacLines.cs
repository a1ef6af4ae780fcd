using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// The lines of javac, alone or within a build: <c>path:line: error: text</c>, the source, a mark below its column, and details such as
/// <c>symbol: method f()</c>.
/// </summary>
internal sealed partial class JavacLines(BuildLog log)
{
    private const int MaxSourceLines = 8;

    private int _last = -1;
    private int _sourceLines;

    /// <summary>How many errors javac counts in its last lines.</summary>
    public int Counted { get; private set; }

    /// <summary>How many errors it has printed.</summary>
    public int Printed { get; private set; }

    /// <summary>Takes a line; returns whether it is javac's.</summary>
    public bool Take(string line)
    {
        if (Record().Match(line) is { Success: true } match)
        {
            var severity = match.Groups["severity"].Value == "error" ? Severity.Error : Severity.Warning;
            var place = new LogPlace(match.Groups["path"].Value, Position.Of(match.Groups["line"].Value));
            Printed += severity == Severity.Error ? 1 : 0;
            _last = log.Add(place, severity, match.Groups["rule"] is { Success: true, Value: var rule } ? rule : severity == Severity.Error ? "compile" : "", match.Groups["message"].Value);
            _sourceLines = 0;
            return true;
        }

        if (Whole().Match(line) is { Success: true } whole)
        {
            var severity = whole.Groups["severity"].Value == "error" ? Severity.Error : Severity.Warning;
            Printed += severity == Severity.Error ? 1 : 0;
            log.Add(LogPlace.None, severity, whole.Groups["rule"] is { Success: true, Value: var rule } ? rule : "", whole.Groups["message"].Value);
            _last = -1;
            return true;
        }

        if (Count().Match(line) is { Success: true } count)
        {
            Counted += count.Groups["errors"] is { Success: true, Value: var errors } ? Position.Of(errors) ?? 0 : 0;
            _last = -1;
            log.IsKnown = true;
            return true;
        }

        log.IsKnown |= Verbose().IsMatch(line);
        return _last >= 0 && Continues(line);
    }

    private bool Continues(string line)
    {
        if (_sourceLines >= 0 && Mark().IsMatch(line))
        {
            log.SetColumn(_last, line.IndexOf('^', StringComparison.Ordinal) + 1);
            _sourceLines = -1;
            return true;
        }

        if (line.Length > 1 && line[0] == ' ' && Detail().IsMatch(line))
        {
            log.Continue(_last, Blanks().Replace(line.Trim(), " "));
            return true;
        }

        if (_sourceLines >= 0 && _sourceLines < MaxSourceLines)
        {
            _sourceLines++;
            return true;
        }

        return line.StartsWith("    ", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?<path>[^\s:\[>][^:]*\.(java|kt|groovy|scala)):(?<line>[0-9]{1,9}): (?<severity>error|warning): (\[(?<rule>[A-Za-z-]+)\] )?(?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex(@"^(?<severity>error|warning): (\[(?<rule>[A-Za-z-]+)\] )?(?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex("^((?<errors>[0-9]{1,9}) errors?|[0-9]+ warnings?|Note: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Count();

    [GeneratedRegex(@"^\[(parsing (started|completed)|loading|wrote|checking|total|search path for (source|class) files:) ?.*\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Verbose();

    [GeneratedRegex(@"^\s*\^\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^ +(symbol|location|required|found|reason|method .*|constructor .*): ?.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Detail();

    [GeneratedRegex(" +", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Blanks();
}
