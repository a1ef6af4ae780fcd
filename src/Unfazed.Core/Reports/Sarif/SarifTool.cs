using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>A tool with its checks and the rules that they name.</summary>
internal sealed class SarifTool
{
    private readonly Dictionary<string, int> _places;

    public SarifTool(string name, ImmutableArray<CheckResult> checks)
    {
        Name = name;
        Checks = checks;
        var rules = new SortedDictionary<string, SarifRule>(StringComparer.Ordinal);
        foreach (var finding in checks.SelectMany(static check => check.Findings))
        {
            var id = RuleOf(finding);
            if (!rules.TryGetValue(id, out var known) || (known.Url is null && finding.Url is not null))
            {
                rules[id] = new SarifRule(id, finding.Url);
            }
        }

        // What a tool says through its exit code alone is a result, too.
        if (checks.Any(static check => check.Status == CheckStatus.Failed && CheckTrouble.Of(check) is not null))
        {
            rules.TryAdd(name, new SarifRule(name, null));
        }

        Rules = [.. rules.Values];
        _places = Enumerable.Range(0, Rules.Length).ToDictionary(index => Rules[index].Id, StringComparer.Ordinal);
    }

    public string Name { get; }

    public ImmutableArray<CheckResult> Checks { get; }

    /// <summary>All of its results, in the order of its checks; what a tool says through its exit code alone is one, too.</summary>
    public IEnumerable<SarifEntry> Results => Checks.SelectMany(check => check.Findings.Select(finding => new SarifEntry(check, finding)).Concat(Trouble(check)));

    /// <summary>Each rule that a result names, by its identifier.</summary>
    public ImmutableArray<SarifRule> Rules { get; }

    public Dimension Dimension => Checks[0].Dimension;

    /// <summary>The version, where a check knows it.</summary>
    public string? Version => Checks.Select(static check => check.Observation.Version).FirstOrDefault(static version => version is not null);

    private IEnumerable<SarifEntry> Trouble(CheckResult check) => check.Status == CheckStatus.Failed && CheckTrouble.Of(check) is { } trouble
        ? [new SarifEntry(check, new Finding { Tool = Name, Rule = Name, Severity = Severity.Error, Message = trouble })]
        : [];

    public int PlaceOf(string rule) => _places[rule];

    /// <summary>A result needs a rule: where the tool names none, the tool itself stands for it.</summary>
    public string RuleOf(Finding finding) => finding.Rule.Length == 0 ? Name : WellFormed(finding.Rule);

    /// <summary>The text as it will stand in the document: names that differ in halves of surrogate pairs alone are one there.</summary>
    public static string WellFormed(string text) => Ascii.IsValid(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

/// <summary>A finding with its check.</summary>
internal readonly record struct SarifEntry(CheckResult Check, Finding Finding);

/// <summary>A rule of a tool.</summary>
/// <param name="Id">The tool's own name of it.</param>
/// <param name="Url">Where it is explained; null when nobody says.</param>
internal sealed record SarifRule(string Id, string? Url);
