using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools;

/// <summary>
/// What a tool that inspects a whole project reads beside the files that it is about. Nobody lists what a source includes, embeds or imports, so a
/// change that may matter runs the tool: a run too many costs time, a run too few passes what is broken.
/// </summary>
internal sealed record ProjectInputs
{
    /// <summary>Other files that it reads wherever they lie, such as headers; null for none.</summary>
    public FileKind? Files { get; init; }

    /// <summary>Whether any file below the folder in which it runs may be read: embedded files, included texts, the data of tests.</summary>
    public bool AnyBelow { get; init; }

    /// <summary>Whether the project in a folder may read files outside of that folder.</summary>
    public Func<RepositoryView, string, bool> ReachesOut { get; init; } = static (_, _) => true;

    /// <summary>Whether a file that was selected, or that is gone, may be read by the tool where it runs.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="place">The repository, and where the tool runs, relative to the root.</param>
    /// <param name="path">The file, relative to the root.</param>
    /// <param name="selection">What was selected. A file that was given by its path is about its own project; one that changed is about those that use it.</param>
    /// <param name="isElsewhere">Whether a path is another project's, or left out there: it may be read all the same.</param>
    public bool Hold(Tool tool, (RepositoryView Repository, string Directory) place, string path, FileSelection selection, Func<string, bool>? isElsewhere)
    {
        if (RepositoryView.Contains(place.Directory, RepositoryView.DirectoryOf(path)) && isElsewhere?.Invoke(path) != true)
        {
            return AnyBelow || IsOfKind(tool, path);
        }

        return !selection.Changed.IsEmpty && IsOfKind(tool, path) && ReachesOut(place.Repository, place.Directory);
    }

    /// <summary>Whether a file is one of those that the tool is about, or of those that it always reads.</summary>
    public bool IsOfKind(Tool tool, string path) => tool.Files.IsNamedLikeOne(path) || Files?.IsNamedLikeOne(path) == true;
}
