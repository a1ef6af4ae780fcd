using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// GitHub's workflow commands, <c>::error file=a,line=1,col=2,title=T::message</c>, on either stream; other lines are passed over
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
/// </summary>
internal sealed partial class GithubReader : IOutputReader
{
    private const string Stop = "::stop-commands::";

    // Of these the first that is no count of the findings is looked for.
    private const int MaxOthers = 100;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var others = new List<string>();
        ImmutableArray<Finding> findings = [.. Findings(output.Lines, output, others), .. Findings(output.ErrorLines, output, others)];
        return new OutputReading
        {
            Extent = Extent.Without(others.Find(line => !UnaccountedLines.IsAside(line, findings.Length))),
            Findings = findings,
            Flaw = output.Outcome.StandardError.IsWhole ? null : "standard error could not be read to the end",
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    // Other lines are a log, of which only what says that something went wrong asks for a finding.
    private static List<Finding> Findings(IEnumerable<string> lines, ToolOutput output, List<string> others)
    {
        var findings = new List<Finding>();
        string? token = null;
        foreach (var whole in lines)
        {
            var line = whole.AsSpan().TrimStart();
            if (token is not null)
            {
                token = line.TrimEnd().SequenceEqual($"::{token}::") ? null : token;
            }
            else if (line.StartsWith(Stop, StringComparison.OrdinalIgnoreCase))
            {
                token = line[Stop.Length..].Trim().ToString();
            }
            else if (line.StartsWith("::", StringComparison.Ordinal) && Command().Match(line.ToString()) is { Success: true } match)
            {
                findings.Add(Finding(match, output));
            }
            else if (others.Count < MaxOthers && UnaccountedLines.IsAlarm(whole))
            {
                others.Add(whole);
            }
        }

        return findings;
    }

    private static Finding Finding(Match match, ToolOutput output)
    {
        var properties = match.Groups["properties"].Value;
        var title = (Property(properties, "title") ?? "").Trim();
        var rule = RuleOf(title);
        var text = Percent(Decode(match.Groups["message"].Value));
        var (path, message) = output.Paths.Place(Property(properties, "file") ?? "", title.Length == 0 || rule == title ? text : $"{title}: {text}");
        var line = Position.Of(Property(properties, "line"));
        return new Finding
        {
            Tool = output.Tool,
            Rule = rule,
            Severity = match.Groups["command"].Value.ToLowerInvariant() switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Note },
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : Position.Of(Property(properties, "col")),
            EndLine = line is null ? null : Position.Of(Property(properties, "endline")),
            EndColumn = line is null ? null : Position.Of(Property(properties, "endcolumn")),
        };
    }

    // A title is a headline; where it is a single word, or ends with one in brackets as ruff's does, that is the rule.
    private static string RuleOf(string title)
    {
        var open = title.EndsWith(')') ? title.LastIndexOf('(') : -1;
        var word = open < 0 ? title : title[(open + 1)..^1];
        return word.Any(char.IsWhiteSpace) ? "" : word;
    }

    // The last of a name counts. Whatever else stands there is passed over: there may be millions of it.
    private static string? Property(ReadOnlySpan<char> list, string name)
    {
        string? value = null;
        foreach (var range in list.Split(','))
        {
            var property = list[range];
            if (property.IndexOf('=') is var equals and > 0 && property[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = Percent(Decode(property[(equals + 1)..].ToString())
                    .Replace("%3A", ":", StringComparison.OrdinalIgnoreCase).Replace("%2C", ",", StringComparison.OrdinalIgnoreCase));
            }
        }

        return value;
    }

    private static string Decode(string text) =>
        text.Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase).Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase);

    // The last of all, or "%250A" would become a line break.
    private static string Percent(string text) => text.Replace("%25", "%", StringComparison.Ordinal);

    [GeneratedRegex("^::(?<command>error|warning|notice)( +(?<properties>.*?))?::(?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
