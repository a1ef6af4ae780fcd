using System.Collections.Immutable;
using Unfazed.Core.Baselines;

namespace Unfazed.Core.Configuration;

/// <summary>The configuration in force: immutable, typed, every value with its source.</summary>
public sealed record UnfazedConfiguration
{
    internal static readonly TimeSpan BuiltInTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The project's name; null for the name of the root's folder in reports, and for the repository's address in services.</summary>
    public Setting<string?> Project { get; init; } = Setting<string?>.Default(null);

    /// <summary>The branch that services file the run under (<c>UNFAZED_BRANCH</c>); null for what git and the build server say.</summary>
    public Setting<string?> Branch { get; init; } = Setting<string?>.Default(null);

    /// <summary>Labels that services get with every run, such as a team. Those of a repository count when it is trusted.</summary>
    public Setting<ImmutableDictionary<string, string>> Labels { get; init; } = Setting<ImmutableDictionary<string, string>>.Default(ImmutableDictionary<string, string>.Empty);

    /// <summary>The run's deadline, from the start of the process; 10 minutes by default.</summary>
    public Setting<TimeSpan> Deadline { get; init; } = Setting<TimeSpan>.Default(TimeSpan.FromMinutes(10));

    /// <summary>The budget of cores; null for the number of processors.</summary>
    public Setting<int?> Jobs { get; init; } = Setting<int?>.Default(null);

    /// <summary>Whether the first failed check that could block ends the run.</summary>
    public Setting<bool> FailFast { get; init; } = Setting<bool>.Default(false);

    /// <summary>The revision before which findings are known: only what is found since the branch left it counts. Null for none, empty for the default branch.</summary>
    public Setting<string?> NewSince { get; init; } = Setting<string?>.Default(null);

    /// <summary>Whether no check may reach the network.</summary>
    public Setting<bool> Offline { get; init; } = Setting<bool>.Default(false);

    /// <summary>Whether an inconclusive run exits with 4 (true) or 0.</summary>
    public Setting<bool> FailOnInconclusive { get; init; } = Setting<bool>.Default(true);

    /// <summary>The highest tier that can block: 1 as a rule.</summary>
    public Setting<ValidationTier> FailOn { get; init; } = Setting<ValidationTier>.Default(ValidationTier.Blocker);

    /// <summary>Whether evidence in the repository adds checks (the default), or only what is listed under <c>checks</c> runs.</summary>
    public Setting<bool> Detect { get; init; } = Setting<bool>.Default(true);

    /// <summary>Globs of files that no check of ours looks at.</summary>
    public ImmutableArray<Setting<string>> Exclude { get; init; } = [];

    /// <summary><c>timeouts.default</c>; 60 s by default.</summary>
    public Setting<TimeSpan> DefaultTimeout { get; init; } = Setting<TimeSpan>.Default(BuiltInTimeout);

    /// <summary><c>timeouts.NAME</c> by dimension.</summary>
    public ImmutableDictionary<string, Setting<TimeSpan>> Timeouts { get; init; } = ImmutableDictionary<string, Setting<TimeSpan>>.Empty;

    /// <summary><c>--timeout NAME=…</c> by check or dimension: beats everything else.</summary>
    public ImmutableDictionary<string, Setting<TimeSpan>> TimeoutOptions { get; init; } = ImmutableDictionary<string, Setting<TimeSpan>>.Empty;

    /// <summary><c>dimensions.NAME</c>.</summary>
    public ImmutableDictionary<string, DimensionSettings> Dimensions { get; init; } = ImmutableDictionary<string, DimensionSettings>.Empty;

    /// <summary>The entries under <c>checks</c>, in the order in which they stand there.</summary>
    public ImmutableArray<CheckSettings> Checks { get; init; } = [];

    /// <summary>Findings that do not count.</summary>
    public ImmutableArray<IgnoreRule> Ignore { get; init; } = [];

    /// <summary>What <c>unfazed.baseline.json</c> at the root accepts; null where there is no such file.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary><c>severity</c>: by <c>tool:rule</c> or <c>tool</c>.</summary>
    public ImmutableDictionary<string, Setting<Severity>> Severities { get; init; } = ImmutableDictionary<string, Setting<Severity>>.Empty;

    /// <summary><c>hygiene.RULE</c>: whether the rule is on, and how; absent for the default.</summary>
    public ImmutableDictionary<string, Setting<HygieneRuleSettings>> Hygiene { get; init; } = ImmutableDictionary<string, Setting<HygieneRuleSettings>>.Empty;

    /// <summary><c>resilience</c>.</summary>
    public ResilienceSettings Resilience { get; init; } = new();

    /// <summary><c>services</c>, in the order in which they stand there: only what may count, see <see cref="Trust"/>.</summary>
    public ImmutableArray<ServiceSettings> Services { get; init; } = [];

    /// <summary><c>agents</c>: only what may count, see <see cref="Trust"/>.</summary>
    public AgentSettings Agents { get; init; } = new();

    /// <summary>
    /// <c>services_budget</c>: how long the end of a run may wait for services, once its report is written; 2 s by default. Zero, as under a
    /// hook: nothing is sent, and what there is to tell waits for a later run.
    /// </summary>
    public Setting<TimeSpan> ServicesBudget { get; init; } = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(2));

    /// <summary>Whether what the repository's files ask for beyond the repository counts.</summary>
    public TrustState Trust { get; init; } = TrustState.NotNeeded;

    /// <summary>What they ask for in vain, such as <c>services.prometheus</c>, while they are not trusted.</summary>
    public ImmutableArray<string> Withheld { get; init; } = [];

    /// <summary>What files below the root say, the outer folders before those in them. Their <c>exclude</c> and <c>ignore</c> are in the root's as well.</summary>
    public ImmutableArray<FolderConfiguration> Folders { get; init; } = [];

    /// <summary>The configuration in force at a path or folder, relative to the root.</summary>
    public UnfazedConfiguration At(string path)
    {
        for (var index = Folders.Length - 1; index >= 0; index--)
        {
            if (Folders[index].Holds(path))
            {
                return Folders[index].InForce;
            }
        }

        return this;
    }

    /// <summary>The service of this name, or null where nobody who counts defines it.</summary>
    public ServiceSettings? FindService(string name) => Services.FirstOrDefault(service => string.Equals(service.Name, name, StringComparison.Ordinal));

    /// <summary>The entry for a check, or null.</summary>
    public CheckSettings? FindCheck(string name) => Checks.FirstOrDefault(check => string.Equals(check.Name, name, StringComparison.Ordinal));
}

/// <summary>What <c>dimensions.NAME</c> says; null where it says nothing.</summary>
public sealed record DimensionSettings
{
    /// <summary>Whether its checks run.</summary>
    public Setting<bool>? Enabled { get; init; }

    /// <summary>Its tier.</summary>
    public Setting<ValidationTier>? Tier { get; init; }

    /// <summary>The timeout of each of its checks.</summary>
    public Setting<TimeSpan>? Timeout { get; init; }

    /// <summary>Of <c>coverage</c>: how many of all lines tests must run, 0 to 100 per cent.</summary>
    public Setting<double>? Threshold { get; init; }

    /// <summary>Of <c>coverage</c>: how many of the changed lines tests must run, 0 to 100 per cent.</summary>
    public Setting<double>? ChangedThreshold { get; init; }

    /// <summary>Of <c>coverage</c>: reports that others write, relative to the root; they are read instead of running tests.</summary>
    public Setting<ImmutableArray<string>>? Report { get; init; }

    /// <summary>Of <c>coverage</c>: whether those reports count whatever their age.</summary>
    public Setting<bool>? Trust { get; init; }
}

/// <summary>A rule under <c>ignore</c>: a finding that fits all given parts does not count.</summary>
/// <param name="Tool">The finding's tool, or null for any.</param>
/// <param name="Rule">The finding's rule, or null for any.</param>
/// <param name="Path">A glob of paths, or null for any.</param>
/// <param name="Source">Where it stands.</param>
public sealed record IgnoreRule(string? Tool, string? Rule, string? Path, SettingSource Source);
