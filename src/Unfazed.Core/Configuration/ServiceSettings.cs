using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Configuration;

/// <summary>What <c>services.NAME</c> says: something outside the repository that checks depend on, or that is told how runs ended.</summary>
public sealed record ServiceSettings
{
    /// <summary>The service that takes the last run's metrics.</summary>
    public const string Prometheus = "prometheus";

    /// <summary>The service that takes a row for each run and result.</summary>
    public const string QuestDb = "questdb";

    /// <summary>The service that agents are reached through.</summary>
    public const string Mcp = "mcp";

    /// <summary>The tool of <c>mcp</c> that sets an agent to work, where nothing else is configured.</summary>
    public const string UsualTool = "agent_spawn";

    /// <summary>The key under <c>services</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the key stands.</summary>
    public SettingSource Source { get; init; } = SettingSource.Default;

    /// <summary>Of <c>questdb</c>: where results are written to. Of any other name: which service is meant, so that each has a breaker of its own.</summary>
    public Setting<ServiceAddress>? Url { get; init; }

    /// <summary>Of <c>prometheus</c>: the Pushgateway.</summary>
    public Setting<ServiceAddress>? Pushgateway { get; init; }

    /// <summary>Of <c>prometheus</c>: a file for the node exporter's textfile collector, absolute; with <c>/</c> at its end a folder that gets one for each project and branch.</summary>
    public Setting<string>? Textfile { get; init; }

    /// <summary>Of <c>questdb</c> and <c>prometheus</c>: globs of the branches whose runs are reported, from the name's beginning; null for all.</summary>
    public Setting<ImmutableArray<string>>? Branches { get; init; }

    /// <summary>Of <c>prometheus</c>: whether there are metrics for each check and directory; null for yes.</summary>
    public Setting<bool>? PerCheck { get; init; }

    /// <summary>Of <c>questdb</c> and <c>prometheus</c>: credentials and a proxy.</summary>
    public ServiceAccess Access { get; init; } = new();

    /// <summary>Of <c>mcp</c>: the command of the server, program first.</summary>
    public Setting<ImmutableArray<string>>? Run { get; init; }

    /// <summary>Of <c>mcp</c>: the tool that sets an agent to work; null for <see cref="UsualTool"/>.</summary>
    public Setting<string>? Tool { get; init; }

    /// <summary>Whether runs are told to it; else it only names what checks depend on.</summary>
    public bool IsTold => Pushgateway is not null || Textfile is not null || (Name == QuestDb && Url is not null);

    /// <summary>Whom checks with <c>service: NAME</c> share their breaker with: everybody who means the same address.</summary>
    public string Endpoint => (Url ?? Pushgateway)?.Value.Endpoint ?? (Run is { } run ? CommandIdentity(run.Value) : "");

    // Its words may hold a secret, and the name of a breaker is shown.
    private static string CommandIdentity(ImmutableArray<string> run) =>
        $"{Path.GetFileName(run[0])}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', run))))[..16]}";
}
