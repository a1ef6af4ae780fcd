using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys under <c>services</c>, and the variables that say the same.</summary>
internal static class ServiceKeys
{
    private static readonly Shape<string> Textfile = Shapes.Checked("an absolute path", static (text, _) =>
        !Path.IsPathFullyQualified(text) || text.Contains('\0', StringComparison.Ordinal) ? new Wrong($"{Quoted.Of(text)} is not an absolute path")
        : text.EndsWith(".prom", StringComparison.Ordinal) || text.EndsWith('/') ? text
        : new Wrong($"{Quoted.Of(text)} would not be read by the textfile collector: give a name that ends in .prom, or a folder with / at its end"));

    private static readonly CommandShape Command = new(takesFiles: false);

    private static readonly ObjectShape<ServiceSettings> Service = new(
        "a service's settings",
        new ServiceSettings { Name = "" },
        [
            new ValueKey<ServiceSettings, ServiceAddress>("url", "Of questdb: where results are written to. Of a service that checks depend on: which one is meant.", ServiceAccessKeys.Address)
            {
                Get = static service => service.Url,
                Set = static (service, value) => service with { Url = value },
            },
            new ValueKey<ServiceSettings, ServiceAddress>("pushgateway", "Of prometheus: the address of the Pushgateway.", ServiceAccessKeys.Address)
            {
                Get = static service => service.Pushgateway,
                Set = static (service, value) => service with { Pushgateway = value },
            },
            new ValueKey<ServiceSettings, string>("textfile", "Of prometheus: a file for the textfile collector, or a folder with / at its end.", Textfile)
            {
                Get = static service => service.Textfile,
                Set = static (service, value) => service with { Textfile = value },
            },
            new ValueKey<ServiceSettings, ImmutableArray<string>>("branches", "Of questdb and prometheus: globs of branches; runs of others are not reported there. All by default.", new ListShape<string>(NameShapes.Glob) { TakesSingle = true, NeedsItems = true })
            {
                Get = static service => service.Branches,
                Set = static (service, value) => service with { Branches = value },
            },
            new ValueKey<ServiceSettings, bool>("per_check", "Of prometheus: whether there are metrics for each check and directory; true by default.", Shapes.Boolean)
            {
                Get = static service => service.PerCheck,
                Set = static (service, value) => service with { PerCheck = value },
            },
            .. ServiceAccessKeys.All,
            new ValueKey<ServiceSettings, ImmutableArray<string>>("run", "Of mcp: the command of the server that agents are reached through, started in the root.", Command)
            {
                Get = static service => service.Run,
                Set = static (service, value) => service with { Run = value },
            },
            new ValueKey<ServiceSettings, string>("tool", "Of mcp: the tool that sets an agent to work; agent_spawn by default.", Shapes.Text)
            {
                Get = static service => service.Tool,
                Set = static (service, value) => service with { Tool = value },
            },
        ]);

    private static readonly TableShape<ServiceSettings> Table = new(
        "a mapping of services",
        static (key, _) => NameShapes.NameProblem(key),
        Service);

    private static readonly Shape<TimeSpan> Budget = new ScalarShape<TimeSpan>
    {
        Expected = "a duration such as 2s; 0s for none",
        Parse = static (node, _) => node.Text is "0s" or "0ms" ? TimeSpan.Zero
            : DurationText.TryParse(node.Text, out var value, out var error) ? value : new Wrong(error),
        Format = DurationText.Of,
        Schema = static (writer, _) => Shapes.WritePattern(writer, "^[0-9]{1,9}(ms|s|m|h)$"),
    };

    /// <summary>The keys at the root of a file.</summary>
    public static ImmutableArray<Key<UnfazedConfiguration>> All { get; } =
    [
        new ValueKey<UnfazedConfiguration, ImmutableArray<TableEntry<ServiceSettings>>>("services", "Services that runs are told to, and those that checks depend on.", Table)
        {
            Get = static configuration => Setting<ImmutableArray<TableEntry<ServiceSettings>>>.Default(
                [.. configuration.Services.Select(static service => new TableEntry<ServiceSettings>(service.Name, service, service.Source))]),
            Set = static (configuration, value) => configuration with
            {
                Services = [.. value.Value.Select(static entry => entry.Value with { Name = entry.Key, Source = entry.Source })],
            },
        },
        BudgetKey("services_budget"),
        LabelKeys.Root,
    ];

    /// <summary>The branch has no key in a file: a file that every branch holds would file them all under one.</summary>
    public static Key<UnfazedConfiguration> Branch { get; } = Name(
        "branch",
        static configuration => configuration.Branch is { Value: { } name } setting ? new Setting<string>(name, setting.Source) : null,
        static (configuration, name) => configuration with { Branch = name });

    /// <summary>The variables, by the names that an option would have.</summary>
    public static ImmutableArray<Key<UnfazedConfiguration>> Variables { get; } =
    [
        Variable("services-prometheus-pushgateway", ServiceSettings.Prometheus, ServiceAccessKeys.Address, static (service, value) => service with { Pushgateway = value }),
        Variable("services-prometheus-textfile", ServiceSettings.Prometheus, Textfile, static (service, value) => service with { Textfile = value }),
        Variable("services-questdb-url", ServiceSettings.QuestDb, ServiceAccessKeys.Address, static (service, value) => service with { Url = value }),
        .. ServiceAccessKeys.VariablesOf(ServiceSettings.Prometheus),
        .. ServiceAccessKeys.VariablesOf(ServiceSettings.QuestDb),
        Variable("services-mcp-run", ServiceSettings.Mcp, Command, static (service, value) => service with { Run = value }),
        Variable("services-mcp-tool", ServiceSettings.Mcp, Shapes.Text, static (service, value) => service with { Tool = value }),
        AgentKeys.Variable,
        BudgetKey("services-budget"),
        Name("project", static _ => null, static (configuration, name) => configuration with { Project = name }),
        Branch,
        LabelKeys.Variable,
    ];

    private static ValueKey<UnfazedConfiguration, TimeSpan> BudgetKey(string name) => new(name, "How long the end of a run may wait for services; 2s by default, 0s for not at all.", Budget)
    {
        Get = static configuration => configuration.ServicesBudget,
        Set = static (configuration, value) => configuration with { ServicesBudget = value },
    };

    private static ValueKey<UnfazedConfiguration, string> Name(
        string name, Func<UnfazedConfiguration, Setting<string>?> get, Func<UnfazedConfiguration, Setting<string?>, UnfazedConfiguration> set) =>
        new(name, "", Shapes.Text)
        {
            Get = get,
            Set = (configuration, value) => set(configuration, new Setting<string?>(value.Value, value.Source)),
        };

    /// <summary>The variable that says the same as a key of a service.</summary>
    public static ValueKey<UnfazedConfiguration, T> Variable<T>(string name, string service, Shape<T> shape, Func<ServiceSettings, Setting<T>, ServiceSettings> set) => new(name, "", shape)
    {
        Get = static _ => null,
        Set = (configuration, value) => configuration with { Services = With(configuration.Services, service, value.Source, known => set(known, value)) },
    };

    private static ImmutableArray<ServiceSettings> With(
        ImmutableArray<ServiceSettings> services, string name, SettingSource source, Func<ServiceSettings, ServiceSettings> change) =>
        services.FirstOrDefault(service => service.Name == name) is { } known
            ? services.Replace(known, change(known))
            : services.Add(change(new ServiceSettings { Name = name, Source = source }));
}
