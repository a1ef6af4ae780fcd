using System.Collections.Concurrent;
using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>
/// The <c>.editorconfig</c> files of a workspace. Files above its root do not count: the answer would differ from machine to machine.
/// </summary>
internal sealed class EditorConfigTree(WorkspaceSnapshot workspace)
{
    private const string FileName = ".editorconfig";
    private const int MaxLength = 1024 * 1024;
    private readonly ConcurrentDictionary<string, ImmutableArray<Level>> _levels = new(StringComparer.Ordinal);

    /// <summary>What is asked of a file. Safe for several threads.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <exception cref="IOException">An <c>.editorconfig</c> cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read one.</exception>
    public EditorConfigProperties For(string path)
    {
        var properties = default(EditorConfigProperties);
        foreach (var level in LevelsOf(Folder(path)))
        {
            properties = level.File.Apply(path.AsSpan(level.PrefixLength), properties);
        }

        return properties;
    }

    // From the top down.
    private ImmutableArray<Level> LevelsOf(string folder)
    {
        if (_levels.TryGetValue(folder, out var known))
        {
            return known;
        }

        var own = Read(folder);
        var above = folder.Length == 0 || own is { File.IsRoot: true } ? [] : LevelsOf(Folder(folder[..^1]));
        return _levels.GetOrAdd(folder, own is null ? above : above.Add(own));
    }

    private Level? Read(string folder)
    {
        if (workspace.Find(folder + FileName) is not { Kind: WorkspaceFileKind.Regular } file)
        {
            return null;
        }

        using var reader = new StreamReader(workspace.FullPath(file.Path));
        var text = new char[(int)Math.Clamp(file.Stamp.Size + 1, 1, MaxLength)];
        var length = reader.ReadBlock(text);
        return new Level(EditorConfigFile.Parse(new string(text, 0, length)), folder.Length);
    }

    // With the slash at its end; empty for the root.
    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    private sealed record Level(EditorConfigFile File, int PrefixLength);
}
