using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys under <c>agents</c>, and the variables that say the same.</summary>
internal static class AgentKeys
{
    private static readonly Shape<string> Argument = new ScalarShape<string>
    {
        Expected = "a text with placeholders such as {task}",
        Parse = static (node, _) => AgentPlaceholders.UnknownIn(node.Text) is { } unknown
            ? new Wrong($"there is no {Quoted.Of($"{{{unknown}}}")} here{NearestName.Hint(unknown, AgentPlaceholders.Names)}: {string.Join(", ", AgentPlaceholders.Names.Select(static name => $"{{{name}}}"))}")
            : node.Text,
        Format = static text => text,
        Schema = static (writer, _) => Shapes.WriteTextType(writer),
    };

    private static readonly Shape<string> Agent = new ScalarShape<string>
    {
        Expected = "an agent's name, or false for none",
        Parse = static (node, _) => Shapes.ReadBoolean(node) switch
        {
            false => "",
            true => new Wrong("true is no agent's name: give the name, or false for none"),
            _ => node.Text.Length > 0 ? node.Text : new Wrong("an empty text is no agent's name: write false for none"),
        },
        Format = static text => text.Length == 0 ? "false" : text,
        Schema = static (writer, _) => Shapes.WriteTextType(writer),
    };

    private static readonly TableShape<string> Arguments = new(
        "a mapping of the tool's arguments", static (key, _) => key.Length > 0 ? null : "an argument has a name", Argument);

    private static readonly TableShape<string> Agents = new("a mapping of agents by dimension", NameShapes.DimensionProblem, Agent);

    private static readonly ObjectShape<AgentSettings> Shape = new(
        "the settings of agents",
        new AgentSettings(),
        [
            EnabledKey("enabled"),
            new ValueKey<AgentSettings, int>("max_per_run", "How many failing dimensions of one run are given to agents; 2 by default.", Shapes.Whole("a number of agents", 1, 20))
            {
                Get = static agents => agents.MaxPerRun,
                Set = static (agents, value) => agents with { MaxPerRun = value },
            },
            new ValueKey<AgentSettings, TimeSpan>("timeout", "How long one agent's call may take; 5m by default.", Shapes.Duration)
            {
                Get = static agents => agents.Timeout,
                Set = static (agents, value) => agents with { Timeout = value },
            },
            new ValueKey<AgentSettings, bool>("verify", "Whether the dimension runs again after an agent, to say whether the fix holds.", Shapes.Boolean)
            {
                Get = static agents => agents.Verify,
                Set = static (agents, value) => agents with { Verify = value },
            },
            new ValueKey<AgentSettings, ImmutableArray<TableEntry<string>>>("arguments", "The tool's arguments; agentType: \"{agent}\" and task: \"{task}\" by default.", Arguments)
            {
                Get = static agents => TableEntries.Of(agents.Arguments),
                Set = static (agents, value) => agents with
                {
                    Arguments = new Setting<ImmutableDictionary<string, string>>(
                        value.Value.ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal), value.Source),
                },
            },
            new ValueKey<AgentSettings, ImmutableArray<TableEntry<string>>>("by_dimension", "Which agent is set to work on which dimension; false for none.", Agents)
            {
                Get = static agents => TableEntries.Of(agents.ByDimension),
                Set = static (agents, value) => agents with { ByDimension = TableEntries.ToSettings(value.Value) },
            },
        ]);

    /// <summary>The key at the root of a file.</summary>
    public static Key<UnfazedConfiguration> Root { get; } = new ValueKey<UnfazedConfiguration, AgentSettings>("agents", "Agents that are set to work on what fails, through the service mcp.", Shape)
    {
        Get = static configuration => Setting<AgentSettings>.Default(configuration.Agents),
        Set = static (configuration, value) => configuration with { Agents = value.Value },
    };

    /// <summary>The variable, by the name that an option would have.</summary>
    public static Key<UnfazedConfiguration> Variable { get; } = new ValueKey<UnfazedConfiguration, bool>("agents-enabled", "", Shapes.Choice("1 or 0", ("1", true), ("0", false)))
    {
        Get = static configuration => configuration.Agents.Enabled,
        Set = static (configuration, value) => configuration with { Agents = configuration.Agents with { Enabled = value } },
    };

    /// <summary>Reports what does not go together when files and variables are merged.</summary>
    public static void Check(UnfazedConfiguration configuration, ReadContext context)
    {
        // In a user's file it stands for all repositories, and not each has a server.
        if (configuration.Agents.Enabled is { Value: true, Source.Origin: SettingOrigin.ProjectFile } enabled && configuration.FindService(ServiceSettings.Mcp)?.Run is null)
        {
            context.Refuse(enabled.Source, "agents are reached through a server: give its command as services.mcp.run, or leave this out");
        }
    }

    private static ValueKey<AgentSettings, bool> EnabledKey(string name) => new(name, "Whether agents are set to work; false by default.", Shapes.Boolean)
    {
        Get = static agents => agents.Enabled,
        Set = static (agents, value) => agents with { Enabled = value },
    };
}
