using System.Collections.Immutable;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Commands;

/// <summary>Every option, by the commands that take it.</summary>
internal static class OptionTable
{
    private static readonly ImmutableArray<OptionEntry> Telling =
    [
        new("format", OptionKind.Value),
        new("quiet", OptionKind.Flag, "-q"),
        new("verbose", OptionKind.Flag, "-v"),
        new("color", OptionKind.Value),
    ];

    private static readonly ImmutableArray<OptionEntry> Placing =
    [
        new("directory", OptionKind.Value, "-C"),
        new("config", OptionKind.Value, "-c"),
    ];

    /// <summary>What <c>version</c> and <c>schema</c> take.</summary>
    public static ImmutableArray<OptionEntry> Plain { get; } = Telling;

    /// <summary>What <c>doctor</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Placed { get; } = [Placing[0], .. Telling];

    /// <summary>What <c>init</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Init { get; } = [.. Placed, new("dry-run", OptionKind.Flag)];

    /// <summary>What <c>list</c> and <c>config</c> take.</summary>
    public static ImmutableArray<OptionEntry> Describing { get; } =
    [
        .. Placing,
        new("tier", OptionKind.Value),
        new("only", OptionKind.List),
        new("skip", OptionKind.List),
        new("changed", OptionKind.Flag),
        new("base", OptionKind.Value),
        new("staged", OptionKind.Flag),
        new("files0-from", OptionKind.Value),
        new("timeout", OptionKind.List),
        new("deadline", OptionKind.Value),
        new("jobs", OptionKind.Value),
        new("fail-fast", OptionKind.Flag),
        new("offline", OptionKind.Flag),
        new("new", OptionKind.Flag),
        new("new-since", OptionKind.Value),
        new("on-inconclusive", OptionKind.Value),
        new("fail-on", OptionKind.Value),
        .. Telling,
        .. OptionSource.Later.Select(static name => new OptionEntry(name, OptionKind.Flag)),
    ];

    /// <summary>What <c>run</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Run { get; } =
        [.. Describing, new("output", OptionKind.List), new("no-progress", OptionKind.Flag), new("no-cache", OptionKind.Flag), new("force", OptionKind.Flag)];

    // Of what is new alone, neither a baseline nor a fix can tell.
    private static IEnumerable<OptionEntry> CountingAll => Describing.Where(static option => option.Name is not ("new" or "new-since"));

    /// <summary>What <c>fix</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Fix { get; } = [.. CountingAll, new("dry-run", OptionKind.Flag)];

    /// <summary>What <c>state</c> takes.</summary>
    public static ImmutableArray<OptionEntry> State { get; } = [.. Placing, new("all", OptionKind.Flag), .. Telling];

    /// <summary>What <c>trust</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Trust { get; } = [.. Placing, new("yes", OptionKind.Flag), .. Telling];

    /// <summary>What <c>hook</c> takes; what it runs takes most of it.</summary>
    public static ImmutableArray<OptionEntry> Hook { get; } =
    [
        .. Placing,
        new("tier", OptionKind.Value),
        new("only", OptionKind.List),
        new("skip", OptionKind.List),
        new("timeout", OptionKind.List),
        new("deadline", OptionKind.Value),
        new("jobs", OptionKind.Value),
        new("offline", OptionKind.Flag),
        new("on-inconclusive", OptionKind.Value),
        new("fail-on", OptionKind.Value),
        new("dry-run", OptionKind.Flag),
        .. Telling,
    ];

    /// <summary>What <c>report</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Report { get; } =
        [.. Placing, new("last", OptionKind.Flag), new("list", OptionKind.Flag), new("compare", OptionKind.Value), new("output", OptionKind.List), .. Telling];

    /// <summary>What <c>baseline</c> takes.</summary>
    public static ImmutableArray<OptionEntry> Baseline { get; } =
        [.. CountingAll, new("allow-new", OptionKind.Flag), new("no-progress", OptionKind.Flag), new("force", OptionKind.Flag)];

    /// <summary>All of them.</summary>
    public static ImmutableArray<OptionEntry> All { get; } = [.. Run.Concat(Fix).Concat(State).Concat(Trust).Concat(Report).Concat(Baseline).Concat(Hook).Distinct()];
}

/// <summary>An option.</summary>
/// <param name="Name">The long name, without dashes.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Short">The short name with its dash; null when there is none.</param>
internal sealed record OptionEntry(string Name, OptionKind Kind, string? Short = null)
{
    /// <summary>The long name with its dashes.</summary>
    public string Spelling => "--" + Name;
}

/// <summary>What an option takes.</summary>
internal enum OptionKind
{
    /// <summary>Nothing.</summary>
    Flag,

    /// <summary>One value.</summary>
    Value,

    /// <summary>One value each time it is given; commas separate values too.</summary>
    List,
}
