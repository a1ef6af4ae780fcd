using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Integrations.Agents;

/// <summary>How the server of agents is started.</summary>
/// <param name="Run">Its command, program first.</param>
/// <param name="Directory">Where, absolute: the repository's root.</param>
/// <param name="Processes">Starts and contains it, like every other child.</param>
/// <param name="CheckId">What its environment says about whose it is.</param>
internal sealed record McpServer(ImmutableArray<string> Run, string Directory, ProcessRunner Processes, string CheckId)
{
    /// <summary>The file for what it prints on standard error, absolute; null for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>How long it may take to answer <c>initialize</c>.</summary>
    public TimeSpan InitializeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public CommandDescription Command => new()
    {
        Program = Run[0],
        Arguments = Run[1..],
        Directory = Directory,
        LogPath = LogPath,
        CheckId = CheckId,
    };
}
