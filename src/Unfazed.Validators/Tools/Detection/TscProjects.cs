using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>TypeScript's projects in a repository: which of their directories tsc is to be started in.</summary>
internal sealed class TscProjects
{
    private const string Project = "tsconfig.json";

    private readonly RepositoryView _repository;
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _built = new(StringComparer.Ordinal);

    private TscProjects(RepositoryView repository) => _repository = repository;

    /// <summary>
    /// A project of its own further down, one with a <c>package.json</c>, is checked there, unless what lies above builds it by a reference. A
    /// project above that has no source of its own only holds what others extend.
    /// </summary>
    public static IEnumerable<string> Choose(RepositoryView repository, ImmutableArray<string> directories)
    {
        var projects = new TscProjects(repository);
        var order = new List<string>();
        foreach (var directory in directories)
        {
            if (projects.IsOneOfItsOwn(directory))
            {
                projects._chosen.Add(directory);
                order.Add(directory);
            }
        }

        var sorted = new SortedPaths(order);
        return order.Where(directory => projects.HasSources(directory, sorted));
    }

    /// <summary>What a project refers to: each a directory or a file, as it stands there.</summary>
    public static ImmutableArray<string> References(RepositoryView repository, string directory) =>
        repository.Json(RepositoryView.Join(directory, Project))?.Get("references") is { ValueKind: JsonValueKind.Array } references
            ? [.. references.EnumerateArray().Select(static reference => reference.Text("path") ?? "")]
            : [];

    private bool IsOneOfItsOwn(string directory)
    {
        var above = Above(directory).Where(_chosen.Contains).ToList();
        return above.Count == 0 || (_repository.Has(RepositoryView.Join(directory, "package.json")) && !above.Exists(outer => Built(outer).Contains(directory)));
    }

    private static IEnumerable<string> Above(string directory)
    {
        for (var at = directory; at != ".";)
        {
            at = RepositoryView.DirectoryOf(at);
            yield return at;
        }
    }

    /// <summary>All that a project builds by its references, those of what it refers to included.</summary>
    private HashSet<string> Built(string project)
    {
        if (_built.TryGetValue(project, out var known))
        {
            return known;
        }

        var built = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([project]);
        while (open.TryPop(out var from))
        {
            foreach (var target in References(_repository, from).Where(IsPath).Select(path => Resolve(from, path)).Where(built.Add))
            {
                open.Push(target);
            }
        }

        return _built[project] = built;
    }

    private static bool IsPath(string path) => !path.Contains('\0', StringComparison.Ordinal);

    private static string Resolve(string from, string path)
    {
        var full = Path.GetFullPath(Path.Combine("/", from, path)).Trim('/');
        full = full.EndsWith(".json", StringComparison.Ordinal) ? RepositoryView.DirectoryOf(full) : full;
        return full.Length == 0 ? "." : full;
    }

    private bool HasSources(string directory, SortedPaths chosen)
    {
        if (chosen.Below(directory).IsEmpty || !References(_repository, directory).IsEmpty)
        {
            return true;
        }

        foreach (var file in _repository.FilesBelow(directory))
        {
            if (Languages.TypeScript.Matches(_repository.Workspace, file) && !LiesFurtherDown(file, directory))
            {
                return true;
            }
        }

        return false;
    }

    private bool LiesFurtherDown(WorkspaceFile file, string directory)
    {
        for (var at = RepositoryView.DirectoryOf(file.Path); at != directory && at != "."; at = RepositoryView.DirectoryOf(at))
        {
            if (_chosen.Contains(at))
            {
                return true;
            }
        }

        return false;
    }
}
