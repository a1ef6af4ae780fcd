using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>The projects of a language in a repository, of which a tool inspects one at a time.</summary>
internal sealed class ProjectLayout
{
    private readonly SortedPaths _projects;

    /// <summary>Takes the directories in which a project begins, and those that the tool never enters from above.</summary>
    public ProjectLayout(IEnumerable<string> projects, IEnumerable<string> unseen)
    {
        _projects = new SortedPaths(projects);
        Borders = new SortedPaths(_projects.Below(".").Concat(unseen)).Below(".");
    }

    /// <summary>The directories that a run from above does not enter.</summary>
    public ImmutableArray<string> Borders { get; }

    /// <summary>
    /// Returns the directories of nested projects in <paramref name="directory"/> that nobody runs the tool in, without those that are there for the
    /// tests of another project.
    /// </summary>
    /// <param name="directory">A directory in which the tool runs.</param>
    /// <param name="isRun">Whether the tool runs in a directory.</param>
    public IEnumerable<string> UncheckedBelow(string directory, Func<string, bool> isRun) =>
        _projects.Below(directory).Where(project => !isRun(project) && !IsFixture(project));

    /// <summary>The directory in which the tool runs for evidence within a project; by default that of the evidence.</summary>
    public Func<string, string> HomeOf { get; init; } = static directory => directory;

    /// <summary>Whether a project, where it lies in another one, is there for the tests of that one: broken on purpose.</summary>
    public Func<string, bool> IsFixture { get; init; } = static _ => false;

    /// <summary>Whether inherited evidence in a project also speaks for the projects that lie in it.</summary>
    public bool ReachesNested { get; init; }

    /// <summary>The directories in which the tool runs because of evidence.</summary>
    /// <param name="directory">The directory of the evidence.</param>
    /// <param name="isInherited">Whether it speaks for projects further down, too.</param>
    public IEnumerable<string> PlacesOf(string directory, bool isInherited)
    {
        var isInside = Owner(directory) is not null;
        var below = isInherited ? _projects.Below(directory) : [];
        IEnumerable<string> home = isInside || below.IsEmpty ? [HomeOf(directory)] : [];
        return home.Concat(below.Where(project => ReachesNested || (!isInside && !IsNested(project)))).Where(place => !IsFixture(place) || !IsNested(place));
    }

    private bool IsNested(string directory) => directory != "." && Owner(RepositoryView.DirectoryOf(directory)) is not null;

    private string? Owner(string directory)
    {
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            if (_projects.Contains(at))
            {
                return at;
            }

            if (at == ".")
            {
                return null;
            }
        }
    }
}
