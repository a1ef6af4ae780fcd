using Unfazed.Validators.Hygiene;

namespace Unfazed.Validators.Migration;

/// <summary>Gathers what the configurations of other tools ask for: one proposal a name, the first that says something.</summary>
internal sealed class MigrationNotes
{
    private const int Most = 200;

    private readonly List<Proposal> _proposals = [];

    /// <summary>What can be taken over, in the order in which it was found.</summary>
    public IReadOnlyList<Proposal> Proposals => _proposals;

    /// <summary>What is done without an entry, by the checks that are built in.</summary>
    public List<string> BuiltIn { get; } = [];

    /// <summary>Globs of files that no check is about.</summary>
    public List<string> Exclude { get; } = [];

    /// <summary>Globs by rule of the built-in check <c>hygiene</c>.</summary>
    public SortedDictionary<string, List<string>> ExcludeByRule { get; } = new(StringComparer.Ordinal);

    /// <summary>The largest file in KiB; null where nobody said it.</summary>
    public int? LargestFile { get; set; }

    /// <summary>Whether large files that were committed before count, too.</summary>
    public bool EnforcesSizeOfAll { get; set; }

    /// <summary>Whether submodules are forbidden, which no one does by habit.</summary>
    public bool ForbidsSubmodules { get; set; }

    /// <summary>What could not be taken over.</summary>
    public List<LeftOut> LeftOut { get; } = [];

    /// <summary>Takes a proposal. Another of the same tool adds nothing; one of one's own gets a number where its name is taken.</summary>
    public void Propose(Proposal proposal)
    {
        if (_proposals.Count >= Most)
        {
            Leave(proposal.Origin, $"there are more than {Most} checks already");
        }
        else if (proposal.IsOwn)
        {
            Add(proposal with { Name = FreeName(CheckName(proposal.Name)) });
        }
        else if (_proposals.FindIndex(other => !other.IsOwn && other.Name == proposal.Name) is var index and >= 0)
        {
            _proposals[index] = !_proposals[index].SaysMore && proposal.SaysMore ? proposal : _proposals[index];
        }
        else
        {
            Add(proposal);
        }
    }

    /// <summary>Leaves files out of a built-in rule.</summary>
    public void ExcludeFromRule(string rule, IEnumerable<string> globs, string origin)
    {
        if (!HygieneRules.Names.Contains(rule, StringComparer.Ordinal))
        {
            Leave(origin, $"the rule is built in, its \"exclude\" is not: add {{ rule: {rule}, path: {string.Join(' ', globs)} }} under \"ignore\"");
            return;
        }

        if (!ExcludeByRule.TryGetValue(rule, out var all))
        {
            ExcludeByRule[rule] = all = [];
        }

        all.AddRange(globs);
    }

    /// <summary>Notes what could not be taken over.</summary>
    public void Leave(string origin, string why) => LeftOut.Add(new LeftOut(origin, why));

    private void Add(Proposal proposal)
    {
        var same = _proposals.Any(other => other.IsOwn && other.Directory == proposal.Directory && other.Run.SequenceEqual(proposal.Run));
        if (!same)
        {
            _proposals.Add(proposal);
        }
    }

    private static string CheckName(string text)
    {
        var name = string.Concat(text.Trim().ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-')).Trim('-', '.');
        return name.Length is 0 ? "check" : name.Length > 60 ? name[..60] : name;
    }

    private string FreeName(string name)
    {
        var free = name;
        for (var number = 2; _proposals.Any(other => other.Name == free) || ForeignNames.IsTaken(free); number++)
        {
            free = FormattableString.Invariant($"{name}-{number}");
        }

        return free;
    }
}
