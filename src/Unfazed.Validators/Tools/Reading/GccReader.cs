using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Lines as GCC prints them, <c>path:line:column: error: text [rule]</c>, the column and the rule optional, on either stream; errors also
/// without a line, of a file or of a program (<c>collect2: error: text</c>); other lines are passed over (GNU Coding Standards, Formatting
/// Error Messages). Colours and links are taken off. Lines and columns count from 1.
/// </summary>
internal sealed partial class GccReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        Collect(output.ErrorText, output, findings);
        Collect(output.Text, output, findings);
        return new OutputReading
        {
            Findings = findings.ToImmutable(),
            Flaw = output.Outcome.StandardError.IsWhole ? null : "standard error could not be read to the end",
            ToolError = OutputTail.LastLine(output.ErrorText),
        };
    }

    private static void Collect(string text, ToolOutput output, ImmutableArray<Finding>.Builder findings)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.Contains(": ", StringComparison.Ordinal))
            {
                continue;
            }

            var plain = line.Contains('\x1b') ? Escape().Replace(line.ToString(), "") : line.ToString();
            if (Record().Match(plain) is { Success: true } match)
            {
                findings.Add(Finding(match, output));
            }
            else if (Whole().Match(plain) is { Success: true } whole && WholeFinding(whole, output) is { } finding)
            {
                findings.Add(finding);
            }
        }
    }

    // The name is a program's where no file bears it; one with a space in it is a sentence then.
    private static Finding? WholeFinding(Match match, ToolOutput output)
    {
        var name = match.Groups["name"].Value;
        var path = output.Paths.Resolve(name);
        var isFile = output.Paths.Exists(path);
        return !isFile && name.Contains(' ', StringComparison.Ordinal) ? null : new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = Severity.Error,
            Message = isFile ? match.Groups["text"].Value : $"{name}: {match.Groups["text"].Value}",
            Path = isFile ? path : null,
        };
    }

    private static Finding Finding(Match match, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(match.Groups["path"].Value, match.Groups["text"].Value);
        var line = Position.Of(match.Groups["line"].Value);
        return new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = match.Groups["severity"].Value switch { "error" or "fatal error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Note },
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : Position.Of(match.Groups["column"].Value),
        };
    }

    [GeneratedRegex(@"^(?<path>[^\s:][^:]*?):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?: (?<severity>fatal error|error|warning|note|info|style): (?<text>.*?)( +\[(?<rule>[^\]\s]{1,120})\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex(@"^(?<name>[^\s:][^:]*): (fatal error|error): (?<text>.*?)( +\[(?<rule>[^\]\s]{1,120})\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    // What GCC_COLORS sets, each with an erasure of the line's rest (ECMA-48 SGR and EL), and links (OSC 8).
    [GeneratedRegex(@"\x1b\[[0-9;:]*[mK]|\x1b\]8;[^\x07\x1b]*(\x07|\x1b\\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
