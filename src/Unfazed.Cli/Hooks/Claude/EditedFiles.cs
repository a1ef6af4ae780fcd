using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>Edited files and their places in the repository.</summary>
/// <param name="root">The root, absolute, symlinks resolved.</param>
/// <param name="start">What a relative path is relative to, absolute.</param>
internal sealed class EditedFiles(string root, string start)
{
    private const int MostInCommand = 5;

    /// <summary>A file that an event names, absolute, its folder's symlinks resolved; null where it is no file of this repository.</summary>
    public string? Locate(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var full = Path.GetFullPath(path, start);
            // An edit makes the folder of its file: where there is none, nothing was edited.
            if (Path.GetDirectoryName(full) is not { } parent || RealPath.Resolve(parent) is not { } folder)
            {
                return null;
            }

            var real = Path.Combine(folder, Path.GetFileName(full));
            return WorkspacePath.Relative(root, real) is null or "." ? null : real;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a run over these files looked at.</summary>
    public LookedAt LookedAt(ImmutableArray<string> files) => new(
        [.. files.Select(Relative)],
        [.. files.Where(static file => !File.Exists(file)).Select(Relative)]);

    /// <summary>The command that looks at them again.</summary>
    public string Command(ImmutableArray<string> files)
    {
        // Of settings not the file alone was looked at.
        var isWhole = files.Select(Relative).Any(static path => ProjectConfigurationFiles.Configures(path, "."));
        var there = files.Where(File.Exists).Select(Relative).Select(static path => path.Contains('/', StringComparison.Ordinal) ? path : "./" + path).ToList();
        return !isWhole && there.Count is > 0 and <= MostInCommand ? ShellQuote.Join(["unfazed", "run", .. there]) : "unfazed run --changed";
    }

    private string Relative(string file) => WorkspacePath.Relative(root, file) ?? file;
}
