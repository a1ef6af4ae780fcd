using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Gives one check that is a validator in this process.</summary>
/// <param name="name">The check's name: what <c>checks:</c> in a configuration, and a selection, call it.</param>
/// <param name="dimension">Its dimension when nothing else is configured.</param>
/// <param name="create">Makes the validator for the files that it is about: relative to the root with <c>/</c>, in ordinal order.</param>
public sealed class ValidatorSource(string name, Dimension dimension, Func<ImmutableArray<string>, IValidator> create) : ICheckSource
{
    /// <summary>
    /// Globs of the files that it is about. The check is expected where the repository has such a file; empty means that it is about every
    /// file, and expected everywhere. A narrowed run gives it the selected ones.
    /// </summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The tier when nothing is configured; null for its dimension's.</summary>
    public ValidationTier? Tier { get; init; }

    /// <summary>The timeout when nothing is configured; null for its dimension's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many cores it keeps busy: 1 as a rule, 0.1 for what mostly waits.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>Whether it reaches the network: an offline run does not start it.</summary>
    public bool Network { get; init; }

    /// <summary>What a person can do when it fails; null when there is nothing to say.</summary>
    public string? FixSuggestion { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<KnownCheck> Known => [new(name, dimension)];

    /// <inheritdoc/>
    public CheckDiscovery Discover(DiscoveryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = context.Configuration.FindCheck(name);
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
            Name = name,
            Dimension = dimension,
            Reason = "part of this program",
            DefaultTier = Tier,
            DefaultTimeout = Timeout,
            Cores = Cores,
            Network = Network,
            FixSuggestion = FixSuggestion,
            PartiallyStaged = [.. (selection?.PartiallyStaged ?? []).Where(path => asked.Contains(path, StringComparer.Ordinal))],
            Settled = asked.IsEmpty ? Observation.NothingToDo(files.IsEmpty ? "no file of its kind here" : "none of its files was selected") : null,
            Validator = asked.IsEmpty ? null : create(asked),
        };
    }

    // A configuration in a folder may turn the check off for what lies there.
    private bool IsOn(UnfazedConfiguration configuration, string path) =>
        configuration.Folders.IsEmpty || configuration.At(path).FindCheck(name) is not { Enabled: false };

    private static ImmutableArray<Glob> Globs(ImmutableArray<string> patterns) => [.. patterns.Select(Glob.Parse)];

    private static bool Fits(ImmutableArray<Glob> globs, string path) => globs.Any(glob => glob.IsMatch(path));
}
