using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>A problem that blocks, as a session knows it.</summary>
internal sealed record OpenProblem
{
    private const int LongestText = 300;
    private const int MostFiles = 50;
    private const int MaxLines = 3;

    /// <summary>The same for the same problem: a finding's fingerprint, or the check that fails without one.</summary>
    public required string Key { get; init; }

    /// <summary>The check that sees it.</summary>
    public required string Check { get; init; }

    /// <summary>One line for whoever mends it.</summary>
    public required string Text { get; init; }

    /// <summary>The files that must be looked at again to know that it is gone, relative to the root.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The command that saw it, where it belongs to no file: when the very same passes, it is gone. Empty for a problem of a file.</summary>
    public string Command { get; init; } = "";

    /// <summary>How often the session was blocked for it.</summary>
    public int Blocks { get; init; }

    /// <summary>What makes results fail, in their order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="highest">The highest tier that can block.</param>
    /// <param name="files">The files that were looked at, relative to the root.</param>
    public static ImmutableArray<OpenProblem> In(ValidationReport report, ValidationTier highest, ImmutableArray<string> files) =>
    [
        .. report.Checks.Where(check => check.Status == CheckStatus.Failed && check.Tier <= highest)
            .SelectMany(check => In(check, report.Run.Root, files)).DistinctBy(static problem => problem.Key),
    ];

    private static IEnumerable<OpenProblem> In(CheckResult check, string root, ImmutableArray<string> files)
    {
        ImmutableArray<string> some = [.. files.Take(MostFiles)];
        var findings = check.Findings.Where(static finding => finding.Counts).ToList();
        if (findings.Count > 0)
        {
            return findings.Select(finding => Of(check, finding, some));
        }

        // One problem a file where the output says which: else the next file that breaks would be "still failing", and be told by nobody.
        var named = new NamedFiles(root, check.Directory, check.Message);
        var ofFiles = some.Select(file => (File: file, Lines: named.LinesOf(file).Take(MaxLines).ToList())).Where(static found => found.Lines.Count > 0)
            .Select(found => OfFile(check, found.File, found.Lines)).ToList();
        return ofFiles.Count > 0 ? ofFiles : [Of(check, some)];
    }

    private static OpenProblem OfFile(CheckResult check, string file, List<string> lines) => new()
    {
        Key = $"check:{check.Name}:{check.Directory}:{file}",
        Check = check.Name,
        Text = Line($"{StatusText.NameOf(check)} failed: {string.Join(" | ", lines)}"),
        Files = [file],
    };

    private static OpenProblem Of(CheckResult check, Finding finding, ImmutableArray<string> files) => new()
    {
        Key = finding.Fingerprint.Length > 0 ? finding.Fingerprint : $"{check.Name}:{finding.Path}:{finding.Line}:{finding.Rule}",
        Check = check.Name,
        Text = Line($"{FindingPlace.Of(finding)} {check.Name}{(finding.Rule.Length == 0 ? "" : " " + finding.Rule)} {finding.Message}"),
        Files = finding.Path is { } path ? [path] : files,
        Command = finding.Path is null ? CommandOf(check) : "",
    };

    private static OpenProblem Of(CheckResult check, ImmutableArray<string> files) => new()
    {
        Key = $"check:{check.Name}:{check.Directory}",
        Check = check.Name,
        Text = Line($"{StatusText.NameOf(check)} failed: {string.Join(" | ", check.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5))}"),
        Files = files,
        Command = CommandOf(check),
    };

    /// <summary>A command as it is remembered: its digest.</summary>
    public static string CommandOf(CheckResult check) => check.Observation.Command.IsEmpty
        ? ""
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', check.Observation.Command.Append(check.Directory)))))[..16];

    private static string Line(string text)
    {
        var clean = TerminalText.CleanLine(text);
        var end = clean.Length <= LongestText ? clean.Length : char.IsHighSurrogate(clean[LongestText - 1]) ? LongestText - 1 : LongestText;
        return end == clean.Length ? clean : clean[..end] + "…";
    }
}
