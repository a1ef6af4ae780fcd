using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Gives findings their fingerprints: the same for the same problem as long as its line's text stays, wherever the line moves.
/// Made of tool, rule, path, the finding's own identity or else the trimmed text of the line, and an ordinal among equal ones; without a line,
/// of the message as <see cref="StableMessage"/> has it. Time and memory grow with the
/// findings, not with the length of the lines they are in.
/// </summary>
internal sealed class FindingFingerprints(WorkspaceSnapshot workspace)
{
    private const int Length = 32;

    // Every file with a finding is read: of so many, on every core.
    private const int Many = 200;

    private readonly FindingLines _lines = new(workspace);
    private readonly StableMessage _messages = new(workspace.Root);

    /// <summary>The name that a path bears in a fingerprint: another one where a file was renamed since.</summary>
    public Func<string, string> NameOf { get; init; } = static path => path;

    public ImmutableArray<Finding> Compute(ImmutableArray<Finding> findings)
    {
        if (findings.IsEmpty)
        {
            return findings;
        }

        var files = findings.Order(FindingOrder.Instance).GroupBy(finding => finding.Path is { } path ? NameOf(path) : null, StringComparer.Ordinal).Select(static file => file.ToList()).ToList();
        var computed = new List<Finding>[files.Count];
        if (files.Count < Many)
        {
            for (var index = 0; index < computed.Length; index++)
            {
                computed[index] = OfFile(files[index]);
            }
        }
        else
        {
            Parallel.For(0, computed.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, index => computed[index] = OfFile(files[index]));
        }

        return [.. computed.SelectMany(static file => file)];
    }

    /// <summary>Findings that only their order tells apart: of one rule, in equal lines of a file.</summary>
    public ILookup<FindingIdentity, Finding> Families(IEnumerable<Finding> findings) => findings
        .GroupBy(static finding => (finding.Path, finding.Lines))
        .SelectMany(file => new LineTexts(file.Key.Lines ?? _lines.Of(file.Key.Path)) is var texts ? file.Select(finding => (Family: Identity(finding, texts), Finding: finding)) : [])
        .ToLookup(static pair => pair.Family, static pair => pair.Finding);

    // Equal findings are told apart by their order within what bears one name.
    private List<Finding> OfFile(List<Finding> findings)
    {
        var ordinals = new Dictionary<FindingIdentity, int>();
        var result = new List<Finding>(findings.Count);
        foreach (var group in findings.GroupBy(static finding => (finding.Path, finding.Lines)))
        {
            var texts = new LineTexts(group.Key.Lines ?? _lines.Of(group.Key.Path));
            result.AddRange(group.Select(finding => WithFingerprint(finding, texts, ordinals)));
        }

        return result;
    }

    private FindingIdentity Identity(Finding finding, LineTexts texts) =>
        new(finding.Tool, finding.Rule, finding.Path is { } path ? NameOf(path) : null, finding.Identity ?? texts.Of(finding.Line) ?? _messages.Of(finding.Message));

    private Finding WithFingerprint(Finding finding, LineTexts texts, Dictionary<FindingIdentity, int> ordinals)
    {
        var identity = Identity(finding, texts);
        var ordinal = ordinals.GetValueOrDefault(identity);
        ordinals[identity] = ordinal + 1;
        return finding with { Fingerprint = Sha256.Hex(identity.WithOrdinal(ordinal))[..Length] };
    }
}

/// <summary>What makes a finding the same problem as another: all of a fingerprint but the ordinal.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Name">The path that counts; null for a finding without one.</param>
/// <param name="Text">The text of the line, or the message.</param>
internal readonly record struct FindingIdentity(string Tool, string Rule, string? Name, string Text)
{
    /// <summary>The text that the fingerprint is the hash of.</summary>
    public string WithOrdinal(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{Tool}\0{Rule}\0{Name}\0{Text}\0{ordinal}");
}
