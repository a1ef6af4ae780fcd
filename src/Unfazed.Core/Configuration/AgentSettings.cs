using System.Collections.Immutable;

namespace Unfazed.Core.Configuration;

/// <summary>What <c>agents</c> says: who is set to work on a dimension that fails, and how.</summary>
public sealed record AgentSettings
{
    /// <summary>Whether agents are set to work at all.</summary>
    public Setting<bool> Enabled { get; init; } = Setting<bool>.Default(false);

    /// <summary>How many dimensions of one run are given to agents, blockers first: 1 to 20.</summary>
    public Setting<int> MaxPerRun { get; init; } = Setting<int>.Default(2);

    /// <summary>How long one agent's call may take.</summary>
    public Setting<TimeSpan> Timeout { get; init; } = Setting<TimeSpan>.Default(TimeSpan.FromMinutes(5));

    /// <summary>Whether the dimension runs again afterwards, to say whether the fix holds.</summary>
    public Setting<bool> Verify { get; init; } = Setting<bool>.Default(false);

    /// <summary>The tool's arguments by name: texts with <c>{agent}</c>, <c>{task}</c>, <c>{dimension}</c>, <c>{tier}</c>, <c>{root}</c>.</summary>
    public Setting<ImmutableDictionary<string, string>> Arguments { get; init; } = Setting<ImmutableDictionary<string, string>>.Default(
        ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("agentType", "{agent}"), KeyValuePair.Create("task", "{task}")]));

    /// <summary>Agents by dimension, in the server's words; where it says nothing the defaults count, and an empty text is nobody.</summary>
    public ImmutableDictionary<string, Setting<string>> ByDimension { get; init; } = ImmutableDictionary<string, Setting<string>>.Empty;

    /// <summary>The agent of a dimension; null where there is none.</summary>
    public string? AgentOf(Dimension dimension)
    {
        var agent = ByDimension.TryGetValue(dimension.Name, out var own) ? own.Value : Usual(dimension.Name);
        return agent.Length == 0 ? null : agent;
    }

    private static string Usual(string dimension) => dimension switch
    {
        "security" => "security-auditor",
        "coverage" or "behavioral" => "tester",
        _ => "coder",
    };
}
