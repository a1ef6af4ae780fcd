using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Migration;

namespace Unfazed.Cli.Setup;

/// <summary>Writes a first <c>unfazed.yaml</c>. What comes from others stands there quoted, or in a comment of one line.</summary>
internal sealed partial class ConfigurationText
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, Proposal> _lines = [];
    private int _line = 1;

    private ConfigurationText()
    {
    }

    /// <summary>The file.</summary>
    /// <param name="detected">What runs without an entry.</param>
    /// <param name="suggestions">What is only suggested.</param>
    /// <param name="notes">What holds for several checks.</param>
    /// <param name="proposals">What gets an entry.</param>
    /// <param name="old">What is known of old findings.</param>
    public static ConfigurationText Of(
        ImmutableArray<Check> detected, ImmutableArray<string> suggestions, MigrationNotes notes, IReadOnlyList<Proposal> proposals, OldFindings old)
    {
        var file = new ConfigurationText();
        file.WriteHead(detected, suggestions);
        file.WriteOldFindings(old);
        file.WriteExclude(notes.Exclude);
        file.WriteHygiene(notes);
        file.WriteChecks(proposals);
        return file;
    }

    /// <summary>The line of <c>exclude</c>; 0 where there is none.</summary>
    public int ExcludeLine { get; private set; }

    /// <summary>The proposal whose entry has this line; null when none has.</summary>
    public Proposal? At(int line) => _lines.GetValueOrDefault(line);

    public override string ToString() => _text.ToString();

    [GeneratedRegex("^[A-Za-z_./][A-Za-z0-9_./-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainWord();

    private void WriteHead(ImmutableArray<Check> detected, ImmutableArray<string> suggestions)
    {
        Line("# What is checked here, and what counts: \"unfazed list\" shows it, \"unfazed\" runs it.");
        Line("version: 1");
        Line("");
        Line("# These run without an entry, because the repository says so. An entry changes one:");
        Line("#   flake8: { tier: warning }   or   flake8: false");
        foreach (var check in detected)
        {
            Comment(0, $"- {Where(check)}: {check.Reason} ({check.Dimension.Name}, {check.Tier.WireName()})");
        }

        foreach (var suggestion in suggestions)
        {
            Comment(0, $"Only suggested: {suggestion}");
        }
    }

    private void WriteOldFindings(OldFindings old)
    {
        Line("");
        if (old is { Count: > 0 and var count, Branch: { } branch })
        {
            Comment(0, FormattableString.Invariant($"The last run found {count} problems. Those that were there when the branch left {branch} do not block:"));
            Line($"new_since: {Word(branch)}");
            return;
        }

        if (old.Branch is null)
        {
            Comment(0, "Old findings need not block: \"unfazed baseline create\" accepts those of now.");
            return;
        }

        Comment(0, "Old findings need not block. \"unfazed baseline create\" accepts those of now; or only what a branch brings counts:");
        Comment(0, $"new_since: {Word(old.Branch)}");
    }

    private void WriteExclude(List<string> exclude)
    {
        if (exclude.Count > 0)
        {
            Line("");
            Comment(0, $"{PreCommitConfiguration.FileName}: exclude");
            ExcludeLine = _line;
            Line($"exclude: [{string.Join(", ", exclude.Select(Word))}]");
        }
    }

    private void WriteHygiene(MigrationNotes notes)
    {
        if (notes.ExcludeByRule.Count == 0 && notes is { LargestFile: null, EnforcesSizeOfAll: false, ForbidsSubmodules: false })
        {
            return;
        }

        Line("");
        Comment(0, $"{PreCommitConfiguration.FileName}: hooks of pre-commit-hooks");
        Line("hygiene:");
        foreach (var (rule, globs) in notes.ExcludeByRule.Where(static pair => pair.Key != HygieneRules.LargeFiles))
        {
            Line($"  {rule}: {{ {Exclusion(globs)} }}");
        }

        var large = LargeFiles(notes);
        if (large.Count > 0)
        {
            Line($"  {HygieneRules.LargeFiles}: {{ {string.Join(", ", large)} }}");
        }

        if (notes.ForbidsSubmodules && !notes.ExcludeByRule.ContainsKey(HygieneRules.NewSubmodules))
        {
            Line($"  {HygieneRules.NewSubmodules}: true");
        }
    }

    private static List<string> LargeFiles(MigrationNotes notes)
    {
        var settings = new List<string>();
        if (notes.LargestFile is { } kilobytes)
        {
            settings.Add(FormattableString.Invariant($"max_kb: {kilobytes}"));
        }

        if (notes.EnforcesSizeOfAll)
        {
            settings.Add("enforce_all: true");
        }

        if (notes.ExcludeByRule.GetValueOrDefault(HygieneRules.LargeFiles) is { } globs)
        {
            settings.Add(Exclusion(globs));
        }

        return settings;
    }

    private static string Exclusion(List<string> globs) => $"exclude: [{string.Join(", ", globs.Select(Word))}]";

    private void WriteChecks(IReadOnlyList<Proposal> proposals)
    {
        var on = proposals.Where(static proposal => !proposal.IsOffered).ToList();
        var offered = proposals.Where(static proposal => proposal.IsOffered).ToList();
        if (on.Count > 0)
        {
            Line("");
            Line("checks:");
            on.ForEach(WriteEntry);
        }

        if (offered.Count > 0)
        {
            Line("");
            Line("# Test suites are run by nobody who did not ask for it. Without the \"#\" they are checks too" + (on.Count > 0 ? ":" : ", under \"checks:\":"));
            offered.ForEach(WriteOffer);
        }
    }

    private void WriteEntry(Proposal proposal)
    {
        Comment(1, proposal.Remark is null ? proposal.Origin : $"{proposal.Origin}; {proposal.Remark}");
        _lines[_line] = proposal;
        Line($"  {Word(proposal.Name)}: {Settings(proposal)}");
    }

    private void WriteOffer(Proposal proposal)
    {
        Comment(1, proposal.Remark is null ? proposal.Origin : $"{proposal.Origin}; {proposal.Remark}");
        Comment(1, $"{Word(proposal.Name)}: {Settings(proposal)}");
    }

    private static string Settings(Proposal proposal)
    {
        if (!proposal.IsOn)
        {
            return "false";
        }

        var settings = new List<string>();
        Add("run", proposal.Run);
        Add("args", proposal.Arguments);
        Add("files", proposal.Files);
        Add("exclude", proposal.Exclude);
        if (proposal.Directory is { } directory)
        {
            settings.Add($"dir: {Word(directory)}");
        }

        if (proposal.IsOffered)
        {
            settings.Add("timeout: 5m");
        }

        return settings.Count == 0 ? "{}" : $"{{ {string.Join(", ", settings)} }}";

        void Add(string key, ImmutableArray<string> words)
        {
            if (!words.IsEmpty)
            {
                settings.Add($"{key}: [{string.Join(", ", words.Select(Word))}]");
            }
        }
    }

    // Every JSON text is a YAML text (YAML 1.2.2, 1.2).
    private static string Word(string text) => PlainWord().IsMatch(text) && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
        ? text
        : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Where(Check check) => check.Directory is "." or "" ? check.Name : $"{check.Name} in {check.Directory}";

    private void Comment(int indent, string text) => Line($"{new string(' ', indent * 2)}# {TerminalText.CleanLine(text)}");

    private void Line(string line)
    {
        _text.Append(line).Append('\n');
        _line++;
    }
}
