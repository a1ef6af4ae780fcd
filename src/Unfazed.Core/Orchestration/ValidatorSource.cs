using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Schema;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Gives one check that is a validator in this process.</summary>
public sealed class ValidatorSource : ICheckSource
{
    private readonly string _name;
    private readonly Dimension _dimension;
    private readonly Func<ImmutableArray<string>, IValidator> _create;

    /// <summary>One check.</summary>
    /// <param name="name">
    /// The check's name: what <c>checks:</c> in a configuration, and a selection, call it. Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, a
    /// letter or digit first, at most 100.
    /// </param>
    /// <param name="dimension">Its dimension when nothing else is configured.</param>
    /// <param name="create">Makes the validator for the files that it is about: relative to the root with <c>/</c>, in ordinal order.</param>
    /// <exception cref="ArgumentException">The name, or that of the dimension, could not be written in a configuration.</exception>
    public ValidatorSource(string name, Dimension dimension, Func<ImmutableArray<string>, IValidator> create)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        if (NameShapes.NameProblem(name) is { } problem)
        {
            throw new ArgumentException($"{problem}.", nameof(name));
        }

        if (CheckNames.DimensionProblem(dimension) is { } wrong)
        {
            throw new ArgumentException($"{wrong}.", nameof(dimension));
        }

        _name = name;
        _dimension = dimension;
        _create = create;
    }

    /// <summary>
    /// Globs of the files that it is about. The check is expected where the repository has such a file; empty means that it is about every
    /// file, and expected everywhere. A narrowed run gives it the selected ones.
    /// </summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The tier when nothing is configured; null for its dimension's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tier.</exception>
    public ValidationTier? Tier
    {
        get;
        init => field = value is { } tier && CheckShape.Defined(tier, nameof(Tier)) is { } problem ? throw new ArgumentOutOfRangeException(nameof(value), value, problem) : value;
    }

    /// <summary>The timeout when nothing is configured; null for its dimension's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many cores it keeps busy: 1 as a rule, 0.1 for what mostly waits.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>Whether it reaches the network: an offline run does not start it.</summary>
    public bool Network { get; init; }

    /// <summary>What a person can do when it fails; null when there is nothing to say.</summary>
    public string? FixSuggestion { get; init; }

    /// <summary>
    /// The version of the validator's code and data, where its result depends on this, on <see cref="Files"/> and their content, and on nothing
    /// else: then a result is cached (<see cref="OrchestratorSetup.Cache"/>). Change it with the code. Null for a check that always runs.
    /// </summary>
    public string? CacheVersion { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<KnownCheck> Known => [new(_name, _dimension)];

    /// <inheritdoc/>
    public CheckDiscovery Discover(DiscoveryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = context.Configuration.FindCheck(_name);
        var wanted = Globs(settings?.Files?.Value ?? Files);
        var unwanted = Globs(settings?.Exclude?.Value ?? []);
        ImmutableArray<string> files =
        [
            .. context.Workspace.Files.Where(static file => file.Kind == WorkspaceFileKind.Regular).Select(static file => file.Path)
                .Where(path => (wanted.IsEmpty || Fits(wanted, path)) && !Fits(unwanted, path) && IsOn(context.Configuration, path)),
        ];

        // An entry with a command of its own is another check by this name.
        return settings?.Run is not null || (files.IsEmpty && !wanted.IsEmpty && settings is null)
            ? new CheckDiscovery([], [])
            : new CheckDiscovery([Describe(files, context.Selection)], []);
    }

    private Check Describe(ImmutableArray<string> files, FileSelection? selection)
    {
        var selected = selection?.Paths.ToHashSet(StringComparer.Ordinal);
        var isReconfigured = selection?.HasChanged(static path => ProjectConfigurationFiles.Configures(path, ".")) == true;
        ImmutableArray<string> asked = selected is null ? files : [.. files.Where(path => isReconfigured ? selection!.Admits(path) : selected.Contains(path))];
        return new Check
        {
            Name = _name,
            Dimension = _dimension,
            Reason = "part of this program",
            DefaultTier = Tier,
            DefaultTimeout = Timeout,
            Cores = Cores,
            Network = Network,
            FixSuggestion = FixSuggestion,
            Caching = CacheVersion is null ? null : () => Caching(CacheVersion, asked),
            PartiallyStaged = [.. (selection?.PartiallyStaged ?? []).Where(path => asked.Contains(path, StringComparer.Ordinal))],
            Settled = asked.IsEmpty ? Observation.NothingToDo(files.IsEmpty ? "no file of its kind here" : "none of its files was selected") : null,
            Validator = asked.IsEmpty ? null : _create(asked),
        };
    }

    private CheckCaching Caching(string version, ImmutableArray<string> asked)
    {
        var files = asked.ToHashSet(StringComparer.Ordinal);
        return new CheckCaching
        {
            Parts =
            [
                new(KeyPartKind.Unfazed, "version", ProductVersion.Current),
                new(KeyPartKind.Tool, _name, version),
                new(KeyPartKind.Setting, "files", CacheKey.Hex(string.Join('\0', asked))),
            ],
            DependsOn = files.Contains,
        };
    }

    // A configuration in a folder may turn the check off for what lies there.
    private bool IsOn(UnfazedConfiguration configuration, string path) =>
        configuration.Folders.IsEmpty || configuration.At(path).FindCheck(_name) is not { Enabled: false };

    private static ImmutableArray<Glob> Globs(ImmutableArray<string> patterns) => [.. patterns.Select(Glob.Parse)];

    private static bool Fits(ImmutableArray<Glob> globs, string path) => globs.Any(glob => glob.IsMatch(path));
}
