using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>What an event is about, whatever the host calls it.</summary>
internal enum ToolEventKind
{
    /// <summary>Nothing that concerns checks.</summary>
    Other,

    /// <summary>The session begins, or goes on after a while.</summary>
    Start,

    /// <summary>A tool was used.</summary>
    Edit,

    /// <summary>The session, or a part of it, is about to end.</summary>
    Stop,
}

/// <summary>What a host of agents reports to a hook (the hosts' references, 2025 and 2026): what happened in which session.</summary>
internal sealed record ToolEvent
{
    private static readonly FrozenDictionary<string, ToolEventKind> Kinds = new Dictionary<string, ToolEventKind>(StringComparer.Ordinal)
    {
        ["sessionstart"] = ToolEventKind.Start,
        ["posttooluse"] = ToolEventKind.Edit,
        ["afterfileedit"] = ToolEventKind.Edit,
        ["aftertool"] = ToolEventKind.Edit,
        ["stop"] = ToolEventKind.Stop,
        ["subagentstop"] = ToolEventKind.Stop,
        ["agentstop"] = ToolEventKind.Stop,
        ["afteragent"] = ToolEventKind.Stop,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>PostToolUse</c>, <c>Stop</c>, … in the host's spelling; empty where none was named.</summary>
    public string Name { get; init; } = "";

    /// <summary>Identifies the session; empty where none was named.</summary>
    public string Session { get; init; } = "";

    /// <summary>Where the session works; null where none was named.</summary>
    public string? Directory { get; init; }

    /// <summary>The tool that was used.</summary>
    public string Tool { get; init; } = "";

    /// <summary>The files that it names, as it names them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Whether the session goes on only because a hook asked for it; null where the host does not say.</summary>
    public bool? IsStopHookActive { get; init; }

    /// <summary>The names of its members that tell hosts apart.</summary>
    public ImmutableHashSet<string> Members { get; init; } = [];

    /// <summary>Who sent it.</summary>
    public HookCaller Caller => HookCallers.Of(this);

    /// <summary>What it is about.</summary>
    public ToolEventKind Kind => Name.Length > 0
        ? Kinds.GetValueOrDefault(Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant())
        : NamelessKind;

    /// <summary>Whether it is about a tool that only reads. Hosts that ignore matchers report these too, and nothing was edited.</summary>
    public bool IsReading => ReadingTools.Contains(Tool);

    // Copilot CLI names no event in its own form: what comes with it tells.
    private ToolEventKind NamelessKind => Has("toolResult") ? ToolEventKind.Edit : Has("stopReason") ? ToolEventKind.Stop : Has("source") ? ToolEventKind.Start : ToolEventKind.Other;

    /// <summary>Whether it has a member of this name at its top.</summary>
    public bool Has(string member) => Members.Contains(member);

    /// <summary>Reads an event; null for what is none. Of one that was cut off, what came before counts.</summary>
    public static ToolEvent? Read(HookInput input) => ToolEventReader.Read(input);
}
