using System.Collections.Immutable;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools;

/// <summary>Projects within the project of a check that its tool does not enter, and that no other check of the tool covers.</summary>
/// <param name="tool">The name of the tool.</param>
/// <param name="directories">Their directories, relative to the root, in ordinal order; each has files of the tool's kind.</param>
internal sealed class NestedProjects(string tool, ImmutableArray<string> directories)
{
    private const int MaxNamed = 3;

    /// <summary>Returns those of an expectation that have a file of the tool's kind.</summary>
    /// <param name="expectation">The tool and its directory.</param>
    /// <param name="repository">The files.</param>
    /// <param name="isExcluded">Whether configuration leaves a path out; null where it leaves out none.</param>
    public static NestedProjects Of(ToolExpectation expectation, RepositoryView repository, Func<string, bool>? isExcluded) => new(expectation.Tool.Name,
    [
        .. expectation.Unchecked.Where(directory => HasFiles(expectation.Tool, directory, repository, isExcluded)),
    ]);

    /// <summary>Returns what a result says about them; null for nothing.</summary>
    /// <param name="selected">The selected files; null for all.</param>
    public string? Note(HashSet<string>? selected)
    {
        var named = selected is null ? directories : [.. directories.Where(directory => IsTouched(directory, selected))];
        var more = named.Length - MaxNamed;
        return named.IsEmpty ? null
            : $"not checked: {string.Join(", ", named.Take(MaxNamed))}{(more > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" and {more} more") : "")}";
    }

    /// <summary>Returns why a selection gives the tool nothing to do where it lies in one of them; null where it does not.</summary>
    /// <param name="selected">The selected files.</param>
    public string? WhySkipped(HashSet<string> selected) => directories.FirstOrDefault(directory => IsTouched(directory, selected)) is { } nested
        ? $"{nested} is a project of its own and is not checked; to check it, write \"checks: {{ {tool}: {{}} }}\" to {nested}/unfazed.yaml"
        : null;

    private static bool HasFiles(Tool tool, string directory, RepositoryView repository, Func<string, bool>? isExcluded)
    {
        foreach (var file in repository.FilesBelow(directory))
        {
            if (isExcluded?.Invoke(file.Path) != true && tool.Files.Matches(repository.Workspace, file))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTouched(string directory, HashSet<string> selected) => selected.Any(path => RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)));
}
