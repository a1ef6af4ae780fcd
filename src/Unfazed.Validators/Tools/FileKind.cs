using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools;

/// <summary>The files that a tool is about.</summary>
internal sealed record FileKind
{
    private readonly ImmutableArray<Glob> _manifests = [];

    /// <summary>What to call them: <c>Python file</c>, <c>shell script</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>Ends of names, with the dot.</summary>
    public ImmutableArray<string> Suffixes { get; init; } = [];

    /// <summary>Interpreters in a first line (<c>#!/usr/bin/env bash</c>) of files whose name has no dot.</summary>
    public ImmutableArray<string> Interpreters { get; init; } = [];

    /// <summary>Whole names, such as <c>Dockerfile</c>.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Beginnings of names, such as <c>Dockerfile.</c>.</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>The folder, relative to the root with <c>/</c>, in which such files stand; null for any.</summary>
    public string? Folder { get; init; }

    /// <summary>Names of folders whose files are not meant, such as <c>vendor</c>.</summary>
    public ImmutableArray<string> ExceptBelow { get; init; } = [];

    /// <summary>Every regular file, whatever its name.</summary>
    public bool IsAny { get; init; }

    /// <summary>
    /// Globs of files that decide about a project of this kind, in its folder, above or below: manifests, lock files, shared settings. When
    /// one of them changed, a tool that looks at the whole project runs.
    /// </summary>
    public ImmutableArray<string> Manifests
    {
        get;
        init
        {
            field = value;
            _manifests = [.. value.Select(Glob.Parse)];
        }
    } = [];

    /// <summary>Whether a file decides about projects of this kind.</summary>
    public bool IsManifest(string path) => _manifests.Any(glob => glob.IsMatch(path));

    /// <summary>Whether a file that is no longer there was of this kind, as far as its name tells.</summary>
    public bool IsNamedLikeOne(string path) => IsInItsPlace(path) &&
        (IsAny || IsNamed(path.AsSpan(path.LastIndexOf('/') + 1)) || Suffixes.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a file is of this kind. Only a file without a suffix, and only where interpreters count, is opened.</summary>
    public bool Matches(WorkspaceSnapshot workspace, WorkspaceFile file)
    {
        if (file.Kind != WorkspaceFileKind.Regular || !IsInItsPlace(file.Path))
        {
            return false;
        }

        if (IsAny || IsNamed(file.Name))
        {
            return true;
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

    private bool IsNamed(ReadOnlySpan<char> name)
    {
        foreach (var wanted in Names)
        {
            if (name.SequenceEqual(wanted))
            {
                return true;
            }
        }

        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInItsPlace(string path)
    {
        if (Folder is not null && !(path.Length > Folder.Length && path.StartsWith(Folder, StringComparison.Ordinal) && path.AsSpan(Folder.Length + 1).IndexOf('/') < 0))
        {
            return false;
        }

        foreach (var folder in ExceptBelow)
        {
            if (path.StartsWith(folder + "/", StringComparison.Ordinal) || path.Contains($"/{folder}/", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
