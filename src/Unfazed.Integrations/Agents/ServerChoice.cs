using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Integrations.Agents;

/// <summary>Which server agents are reached through, and why none may be started.</summary>
/// <param name="configuration">The effective configuration.</param>
/// <param name="environment">The environment of this process.</param>
/// <param name="root">The root of the repository, absolute.</param>
internal sealed class ServerChoice(UnfazedConfiguration configuration, ProcessEnvironment environment, string root)
{
    /// <summary>Why no agent is set to work, for people; null when one may be. An agent that starts a run would set the next one to work, and so on.</summary>
    public string? Objection => configuration.FindService(ServiceSettings.Mcp)?.Run is null ? "no server is configured: services.mcp.run"
        : configuration.Offline.Value ? "the run is offline"
        : environment.IsNested ? "this run was started by a check or an agent"
        : Command is null ? "services.mcp.run names no program outside this repository, which is not trusted; name an absolute path"
        : null;

    /// <summary>The server's command; null where it would start a program of a repository that is not trusted.</summary>
    public ImmutableArray<string>? Command
    {
        get
        {
            var run = configuration.FindService(ServiceSettings.Mcp)!.Run!.Value.Value;
            if (configuration.Trust == TrustState.Trusted)
            {
                return run;
            }

            // A program that is not installed fails as ever, with its name.
            return ProgramOutside.Find(run[0], root, environment.Variables) is { } program ? [program, .. run[1..]]
                : run[0].Contains('/', StringComparison.Ordinal) || environment.FindProgram(run[0]) is not null ? null
                : run;
        }
    }
}
