using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools;

/// <summary>The files that a tool is about.</summary>
internal sealed record FileKind
{
    /// <summary>What to call them: <c>Python file</c>, <c>shell script</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>Ends of names, with the dot.</summary>
    public ImmutableArray<string> Suffixes { get; init; } = [];

    /// <summary>Interpreters in a first line (<c>#!/usr/bin/env bash</c>) of files whose name has no dot.</summary>
    public ImmutableArray<string> Interpreters { get; init; } = [];

    /// <summary>Whether a file is of this kind. Only a file without a suffix, and only where interpreters count, is opened.</summary>
    public bool Matches(WorkspaceSnapshot workspace, WorkspaceFile file)
    {
        if (file.Kind != WorkspaceFileKind.Regular)
        {
            return false;
        }

        foreach (var suffix in Suffixes)
        {
            if (file.Path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Interpreters.Length > 0 && !file.Name.Contains('.') && file.Stamp.Size > 2 &&
            Shebang.Read(workspace.FullPath(file.Path)) is { } interpreter && Interpreters.Contains(interpreter, StringComparer.Ordinal);
    }
}
