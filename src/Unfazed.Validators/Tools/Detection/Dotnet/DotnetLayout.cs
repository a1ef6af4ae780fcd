using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Unfazed.Validators.Tools.Detection.Dotnet;

/// <summary>
/// What <c>dotnet build</c> is run on. A solution speaks for its folder and what lies below: a project that it leaves out (a sample, a template)
/// is not built. Where there is no solution, the projects that no other one refers to are built, and with them those that they refer to.
/// </summary>
internal sealed class DotnetLayout
{
    private static readonly ConditionalWeakTable<RepositoryView, DotnetLayout> Known = [];

    private readonly RepositoryView _repository;
    private readonly ImmutableArray<string> _projects;
    private readonly ImmutableArray<string> _solutions;
    private readonly ImmutableArray<string> _targets;

    private DotnetLayout(RepositoryView repository)
    {
        _repository = repository;
        var paths = repository.Workspace.Files.Select(static file => file.Path).ToList();
        _projects = [.. paths.Where(IsProject)];
        _solutions = [.. SolutionFolders(paths).Select(Chosen)];
        _targets = [.. _solutions.Concat(Unreferenced(Loose())).Order(StringComparer.Ordinal)];
    }

    /// <summary>The layout of a repository; read once.</summary>
    public static DotnetLayout Of(RepositoryView repository) => Known.GetValue(repository, static view => new DotnetLayout(view));

    /// <summary>Whether a file of this name is a solution or a project.</summary>
    public static bool IsTarget(string name) => IsSolution(name) || IsProject(name);

    /// <summary>The solutions and projects to build from a directory, relative to the root: those in it, else those below it.</summary>
    public ImmutableArray<string> TargetsBelow(string directory)
    {
        var below = _targets.Where(target => RepositoryView.Contains(directory, RepositoryView.DirectoryOf(target))).ToImmutableArray();
        return !below.IsEmpty ? below : [.. _projects.Where(project => RepositoryView.DirectoryOf(project) == directory)];
    }

    /// <summary>Whether something that stands in this directory itself is to be built.</summary>
    public bool StartsIn(string directory) => _targets.Any(target => RepositoryView.DirectoryOf(target) == directory);

    /// <summary>The projects below a directory that none of its solutions lists: nobody builds them.</summary>
    public ImmutableArray<string> LeftOut(string directory)
    {
        var listed = _solutions.Where(solution => RepositoryView.Contains(directory, RepositoryView.DirectoryOf(solution)))
            .ToDictionary(RepositoryView.DirectoryOf, solution => DotnetReferences.InSolution(_repository, solution), StringComparer.Ordinal);
        return [.. _projects.Where(project => listed.Any(pair => RepositoryView.Contains(pair.Key, RepositoryView.DirectoryOf(project))) &&
            !listed.Values.Any(projects => projects.Contains(project, StringComparer.Ordinal)))];
    }

    private static bool IsSolution(string name) => name.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase);

    private static bool IsProject(string name) =>
        name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase) ||
        name.EndsWith(".vbproj", StringComparison.OrdinalIgnoreCase);

    // The topmost: a solution further down is part of what the one above speaks for.
    private static List<IGrouping<string, string>> SolutionFolders(List<string> paths)
    {
        var folders = paths.Where(IsSolution).GroupBy(RepositoryView.DirectoryOf, StringComparer.Ordinal).ToList();
        return [.. folders.Where(folder => !folders.Exists(outer => outer.Key != folder.Key && RepositoryView.Contains(outer.Key, folder.Key)))];
    }

    // Of several in one folder the one with the most projects; of equals (a .sln beside its .slnx) the newer format.
    private string Chosen(IEnumerable<string> solutions) =>
        solutions.OrderByDescending(solution => DotnetReferences.InSolution(_repository, solution).Length)
            .ThenByDescending(static solution => solution.EndsWith("slnx", StringComparison.OrdinalIgnoreCase)).ThenBy(static solution => solution, StringComparer.Ordinal).First();

    private List<string> Loose()
    {
        var listed = _solutions.SelectMany(solution => DotnetReferences.InSolution(_repository, solution)).ToHashSet(StringComparer.Ordinal);
        return [.. _projects.Where(project => !listed.Contains(project) &&
            !_solutions.Any(solution => RepositoryView.Contains(RepositoryView.DirectoryOf(solution), RepositoryView.DirectoryOf(project))))];
    }

    // Projects that refer to each other in a ring have no top: the first of them stands for it, and MSBuild names the ring.
    private List<string> Unreferenced(List<string> projects)
    {
        var references = projects.ToDictionary(static project => project, project => DotnetReferences.InProject(_repository, project), StringComparer.Ordinal);
        var referred = references.SelectMany(static pair => pair.Value.Where(target => target != pair.Key)).ToHashSet(StringComparer.Ordinal);
        var tops = new List<string>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects.Where(project => !referred.Contains(project)).Concat(projects).Where(project => !reached.Contains(project)))
        {
            tops.Add(project);
            var open = new Stack<string>([project]);
            while (open.TryPop(out var next))
            {
                if (reached.Add(next) && references.TryGetValue(next, out var targets))
                {
                    targets.ToList().ForEach(open.Push);
                }
            }
        }

        return tops;
    }
}
