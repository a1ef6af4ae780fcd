using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys of <c>unfazed.yaml</c>.</summary>
internal static class RootKeys
{
    private static readonly ObjectShape<DimensionSettings> Dimension = new(
        "a dimension's settings",
        new DimensionSettings(),
        [
            new ValueKey<DimensionSettings, bool>("enabled", "Whether its checks run.", Shapes.Boolean)
            {
                Get = static dimension => dimension.Enabled,
                Set = static (dimension, value) => dimension with { Enabled = value },
            },
            new ValueKey<DimensionSettings, ValidationTier>("tier", "How much it weighs: blocker, warning or monitor.", Shapes.Tier)
            {
                Get = static dimension => dimension.Tier,
                Set = static (dimension, value) => dimension with { Tier = value },
            },
            new ValueKey<DimensionSettings, TimeSpan>("timeout", "How long each of its checks may run.", Shapes.Duration)
            {
                Get = static dimension => dimension.Timeout,
                Set = static (dimension, value) => dimension with { Timeout = value },
            },
            new ValueKey<DimensionSettings, double>("threshold", "Of coverage: how many per cent of all lines tests must run; beats the project's own.", Shapes.Percent)
            {
                Get = static dimension => dimension.Threshold,
                Set = static (dimension, value) => dimension with { Threshold = value },
            },
            new ValueKey<DimensionSettings, double>("changed_threshold", "Of coverage: how many per cent of the changed lines tests must run.", Shapes.Percent)
            {
                Get = static dimension => dimension.ChangedThreshold,
                Set = static (dimension, value) => dimension with { ChangedThreshold = value },
            },
            new ValueKey<DimensionSettings, ImmutableArray<string>>("report", "Of coverage: Cobertura or lcov files that others write; read instead of running tests.", new ListShape<string>(NameShapes.Report) { TakesSingle = true, NeedsItems = true })
            {
                Get = static dimension => dimension.Report,
                Set = static (dimension, value) => dimension with { Report = value },
            },
            new ValueKey<DimensionSettings, bool>("trust", "Of coverage: whether those reports count whatever their age.", Shapes.Boolean)
            {
                Get = static dimension => dimension.Trust,
                Set = static (dimension, value) => dimension with { Trust = value },
            },
        ]);

    private static readonly TableShape<TimeSpan> Timeouts = new(
        "a mapping of timeouts",
        static (key, context) => key == "default" ? null : NameShapes.DimensionProblem(key, context),
        Shapes.Duration);

    private static readonly TableShape<Severity> Severities = new(
        "a mapping of severities",
        static (key, _) => key.Trim(':').Length > 0 && key[0] != ':' ? null : $"{Quoted.Of(key)} is neither a tool nor tool:rule",
        Shapes.Choice("a severity: error, warning or note", ("error", Severity.Error), ("warning", Severity.Warning), ("note", Severity.Note)));

    private static readonly TableShape<DimensionSettings> Dimensions = new("a mapping of dimensions", NameShapes.NewDimensionProblem, Dimension)
    {
        KeySchema = static (writer, _) => writer.WriteString("pattern", Core.Dimension.NamePattern),
    };

    /// <summary>The keys in the order in which they are shown.</summary>
    public static ImmutableArray<Key<UnfazedConfiguration>> All { get; } =
    [
        new ValueKey<UnfazedConfiguration, int>("version", "The version of this format: 1.", new VersionShape())
        {
            Get = static _ => null,
            Set = static (configuration, _) => configuration,
        },
        new ValueKey<UnfazedConfiguration, string>("project", "The project's name; the name of the root's folder by default.", Shapes.Text)
        {
            Get = static configuration => configuration.Project is { Value: { } name } setting ? new Setting<string>(name, setting.Source) : null,
            Set = static (configuration, value) => configuration with { Project = new Setting<string?>(value.Value, value.Source) },
        },
        new ValueKey<UnfazedConfiguration, TimeSpan>("deadline", "The whole run's deadline; 10m by default.", Shapes.Duration)
        {
            Get = static configuration => configuration.Deadline,
            Set = static (configuration, value) => configuration with { Deadline = value },
        },
        new ValueKey<UnfazedConfiguration, string>("new_since", "A git revision such as origin/main: findings that were there when the branch left it do not count.", Shapes.Text)
        {
            Get = static configuration => configuration.NewSince is { Value: { } revision } setting ? new Setting<string>(revision.Length == 0 ? "the default branch" : revision, setting.Source) : null,
            Set = static (configuration, value) => configuration with { NewSince = new Setting<string?>(value.Value, value.Source) },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<TimeSpan>>>("timeouts", "How long a check may run: \"default\", and by dimension.", Timeouts)
        {
            Get = static configuration => TableEntries.Of(configuration.Timeouts.SetItem("default", configuration.DefaultTimeout)),
            Set = static (configuration, value) => configuration with
            {
                DefaultTimeout = TableEntries.ToSettings(value.Value).GetValueOrDefault("default", configuration.DefaultTimeout),
                Timeouts = TableEntries.ToSettings(value.Value.Where(static entry => entry.Key != "default")),
            },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<Setting<string>>>("exclude", "Globs of files that no check looks at; added to what is never source.", new ListShape<Setting<string>>(new SourcedShape<string>(NameShapes.Glob)) { TakesSingle = true })
        {
            Get = static configuration => configuration.Exclude is [var first, ..] ? new Setting<ImmutableArray<Setting<string>>>(configuration.Exclude, first.Source) : null,
            Set = static (configuration, value) => configuration with { Exclude = value.Value },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<IgnoreRule>>("ignore", "Findings that do not count.", new ListShape<IgnoreRule>(new IgnoreShape()))
        {
            Get = static configuration => configuration.Ignore is [var first, ..] ? new Setting<ImmutableArray<IgnoreRule>>(configuration.Ignore, first.Source) : null,
            Set = static (configuration, value) => configuration with { Ignore = value.Value },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<Severity>>>("severity", "Severities by \"tool:rule\" or \"tool\".", Severities)
        {
            Get = static configuration => TableEntries.Of(configuration.Severities),
            Set = static (configuration, value) => configuration with { Severities = TableEntries.ToSettings(value.Value) },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<DimensionSettings>>>("dimensions", "Settings by dimension; a new name makes a new dimension.", Dimensions)
        {
            Get = static configuration => Setting<ImmutableArray<TableEntry<DimensionSettings>>>.Default(
                [.. configuration.Dimensions.OrderBy(static pair => new Dimension(pair.Key))
                    .Select(static pair => new TableEntry<DimensionSettings>(pair.Key, pair.Value, SettingSource.Default))]),
            Set = static (configuration, value) => configuration with
            {
                Dimensions = value.Value.ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal),
            },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<HygieneRuleSettings>>>("hygiene", "Rules of the built-in check hygiene: false switches one off, a mapping sets it.", new HygieneShape())
        {
            Get = static configuration => TableEntries.Of(configuration.Hygiene),
            Set = static (configuration, value) => configuration with { Hygiene = TableEntries.ToSettings(value.Value) },
        },
        new ValueKey<UnfazedConfiguration, bool>("detect", "Whether evidence in the repository adds checks; false: only what is listed here.", Shapes.Boolean)
        {
            Get = static configuration => configuration.Detect,
            Set = static (configuration, value) => configuration with { Detect = value },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<CheckSettings>>>("checks", "Settings of known checks, and checks of one's own.", Checks)
        {
            Get = static configuration => Setting<ImmutableArray<TableEntry<CheckSettings>>>.Default(
                [.. configuration.Checks.Select(static check => new TableEntry<CheckSettings>(check.Name, check, check.Source))]),
            Set = static (configuration, value) => configuration with
            {
                Checks = [.. value.Value.Select(static entry => entry.Value with { Name = entry.Key, Source = entry.Source })],
            },
        },
        new ValueKey<UnfazedConfiguration, ResilienceSettings>("resilience", "Circuit breakers and retries.", ResilienceKeys.Shape)
        {
            Get = static configuration => Setting<ResilienceSettings>.Default(configuration.Resilience),
            Set = static (configuration, value) => configuration with { Resilience = value.Value },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<string>>("extends", "Files that this one builds on, relative to it; later ones beat earlier ones, this one beats all.", new ListShape<string>(Shapes.Text) { TakesSingle = true })
        {
            Get = static _ => null,
            Set = static (configuration, _) => configuration,
        },
        .. ServiceKeys.All,
        AgentKeys.Root,
    ];

    private static TableShape<CheckSettings> Checks => new(
        "a mapping of checks", static (key, _) => NameShapes.NameProblem(key), new CheckShape());
}
