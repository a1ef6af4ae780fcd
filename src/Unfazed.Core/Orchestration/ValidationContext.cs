using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>What a validator may use while it examines.</summary>
public sealed class ValidationContext
{
    /// <summary>The check that it runs for.</summary>
    public required Check Check { get; init; }

    /// <summary>The files.</summary>
    public required WorkspaceSnapshot Workspace { get; init; }

    /// <summary>Starts processes, and ends them when <see cref="Stop"/> says so.</summary>
    public required ProcessRunner Processes { get; init; }

    /// <summary>Says when to stop, and why.</summary>
    public required StopSignal Stop { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The file for the output of this check's processes, absolute; null when no file can be written.</summary>
    public string? LogPath { get; init; }

    /// <summary>A folder for what the check writes in this run alone, absolute; whoever writes first makes it. Never in the tree that is checked.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>A folder for the tool's own cache, which later runs find again, absolute; whoever writes first makes it.</summary>
    public required string ToolCacheDirectory { get; init; }

    /// <summary>The version of the check's tool, where it was asked before; null where nobody knows it.</summary>
    public string? KnownVersion { get; init; }

    /// <summary>Identifies this check of this run in the environment of its processes.</summary>
    public required string CheckId { get; init; }
}
