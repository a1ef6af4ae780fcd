using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>One thing to run, fully described and not yet run: it can be printed, hashed, and sent elsewhere.</summary>
public sealed record Check
{
    /// <summary>The name: the tool's, or the key under <c>checks</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The dimension that it runs for.</summary>
    public required Dimension Dimension { get; init; }

    /// <summary>Where it runs, relative to the root with <c>/</c>; <c>.</c> for the root.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>What in the repository says that this check is expected, such as <c>setup.cfg [flake8]</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The program that was found, absolute; null for a check in this process or one that is not installed.</summary>
    public string? Program { get; init; }

    /// <summary>The command of a whole run, program first, for people; empty for a check in this process.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>The tier it counts in. The planner sets it from configuration; what a source gives here is ignored.</summary>
    public ValidationTier Tier { get; init; } = ValidationTier.Blocker;

    /// <summary>The tier of this kind of check when nothing is configured; null for its dimension's.</summary>
    public ValidationTier? DefaultTier { get; init; }

    /// <summary>Its timeout. The planner sets it from configuration; what a source gives here is ignored.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>The timeout of this kind of check when nothing is configured; null for its dimension's.</summary>
    public TimeSpan? DefaultTimeout { get; init; }

    /// <summary>How many cores it keeps busy: 1 as a rule, 0.1 for what mostly waits.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>Checks that share a lock never run at once.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>The service that it depends on: it stands behind that service's circuit breaker. Null for none. The planner sets it from configuration.</summary>
    public string? Service { get; init; }

    /// <summary>Whether it reaches the network: an offline run does not start it. A check with a <see cref="Service"/> does, too.</summary>
    public bool Network { get; init; }

    /// <summary>How often it may be started again after a failed start or a signal; 0 as a rule. The planner sets it from configuration.</summary>
    public int Retries { get; init; }

    /// <summary>The files that configure it, relative to the root with <c>/</c>, absent ones too: a change of one makes it another tool for its circuit breaker.</summary>
    public ImmutableArray<string> ConfigurationFiles { get; init; } = [];

    /// <summary>The files among those that it is about whose staged content is not the one it sees: it can't pass over them in a tier that blocks.</summary>
    public ImmutableArray<string> PartiallyStaged { get; init; } = [];

    /// <summary>The commit whose content is judged in place of the working tree's; null for what is staged. The planner sets it.</summary>
    internal string? JudgedCommit { get; init; }

    /// <summary>What a person can do when it fails, such as <c>eslint --fix .</c>; null when there is nothing to say.</summary>
    public string? FixSuggestion { get; init; }

    /// <summary>How it mends what it found, for <c>unfazed fix</c>; null for a check that cannot.</summary>
    public CheckFix? Fix { get; init; }

    /// <summary>Whether what it finds are secrets: what stands at those places is kept out of everything that the run says.</summary>
    internal bool FindsSecrets { get; init; }

    /// <summary>Whether it inspects every version of a file that a push sends, and not only what is checked out.</summary>
    internal bool InspectsPushedHistory { get; init; }

    /// <summary>Whether it is over in moments as a rule: then it starts before the long ones of its tier, and no deadline takes its answer.</summary>
    internal bool IsBrief { get; init; }

    /// <summary>Whether its command may write to files of the repository: one of the user's own, or a tool that is configured to fix what it finds.</summary>
    internal bool MayWrite { get; init; }

    /// <summary>The tracked files that it is allowed to write.</summary>
    internal ImmutableArray<Glob> Writes { get; init; } = [];

    /// <summary>What examines; null when <see cref="Settled"/> answers.</summary>
    public IValidator? Validator { get; init; }

    /// <summary>The answer that is known without running anything: skipped, unavailable, an error of its configuration; else null.</summary>
    public Observation? Settled { get; init; }

    /// <summary>Says what decides about its answer, for the cache; null for a check that is always run. Called when it is needed.</summary>
    internal Func<CheckCaching>? Caching { get; init; }

    /// <summary>Makes what examines some of its files alone, given relative to the root; null for a check that cannot be narrowed so.</summary>
    internal Func<ImmutableArray<string>, IValidator>? Narrow { get; init; }
}
