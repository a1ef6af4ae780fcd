using System.Collections.Immutable;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The options that settle something in <see cref="UnfazedConfiguration"/>, each also a variable.</summary>
internal static class OptionKeys
{
    /// <summary>The options by their long names.</summary>
    public static ImmutableArray<Key<UnfazedConfiguration>> All { get; } =
    [
        new ValueKey<UnfazedConfiguration, TimeSpan>("deadline", "", Shapes.Duration)
        {
            Get = static configuration => configuration.Deadline,
            Set = static (configuration, value) => configuration with { Deadline = value },
        },
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<TimeSpan>>>("timeout", "", new TimeoutOptionShape())
        {
            Get = static configuration => TableEntries.Of(configuration.TimeoutOptions),
            Set = static (configuration, value) => configuration with { TimeoutOptions = TableEntries.ToSettings(value.Value) },
        },
        new ValueKey<UnfazedConfiguration, int>("jobs", "", Shapes.Whole("a number of cores", 1, 1024))
        {
            Get = static configuration => configuration.Jobs.Value is { } jobs ? new Setting<int>(jobs, configuration.Jobs.Source) : null,
            Set = static (configuration, value) => configuration with { Jobs = new Setting<int?>(value.Value, value.Source) },
        },
        new ValueKey<UnfazedConfiguration, bool>("fail-fast", "", Shapes.Choice("1 or 0", ("1", true), ("0", false)))
        {
            Get = static configuration => configuration.FailFast,
            Set = static (configuration, value) => configuration with { FailFast = value },
        },
        new ValueKey<UnfazedConfiguration, bool>("offline", "", Shapes.Choice("1 or 0", ("1", true), ("0", false)))
        {
            Get = static configuration => configuration.Offline,
            Set = static (configuration, value) => configuration with { Offline = value },
        },
        new ValueKey<UnfazedConfiguration, string>("new-since", "", Shapes.Text)
        {
            // The key of the file shows it.
            Get = static _ => null,
            Set = static (configuration, value) => configuration with { NewSince = new Setting<string?>(value.Value, value.Source) },
        },
        new ValueKey<UnfazedConfiguration, bool>("new", "", Shapes.Choice("1 or 0", ("1", true), ("0", false)))
        {
            Get = static _ => null,

            // It comes after --new-since: a variable does not beat that option.
            Set = static (configuration, value) => !value.Value || configuration.NewSince.Source.Origin > value.Source.Origin
                ? configuration
                : configuration with { NewSince = new Setting<string?>("", value.Source) },
        },
        new ValueKey<UnfazedConfiguration, bool>("on-inconclusive", "", Shapes.Choice("fail or warn", ("fail", true), ("warn", false)))
        {
            Get = static configuration => configuration.FailOnInconclusive,
            Set = static (configuration, value) => configuration with { FailOnInconclusive = value },
        },
        new ValueKey<UnfazedConfiguration, ValidationTier>("fail-on", "", Shapes.Tier)
        {
            Get = static configuration => configuration.FailOn,
            Set = static (configuration, value) => configuration with { FailOn = value },
        },
    ];

    /// <summary>Reads an option's text; the configuration as it was when it is refused.</summary>
    public static UnfazedConfiguration Read(UnfazedConfiguration configuration, Key<UnfazedConfiguration> option, Setting<string> text, ReadContext context)
    {
        var node = new ScalarNode(text.Value, IsPlain: true, text.Source);
        return option.Read(configuration, new MappingEntry(option.Name, node, text.Source), context);
    }
}
