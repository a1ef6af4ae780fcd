using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>TypeScript's projects in a repository: which of their directories tsc is to be started in.</summary>
internal static class TscProjects
{
    private const string Project = "tsconfig.json";

    /// <summary>
    /// A project of its own further down, one with a <c>package.json</c>, is checked there, unless what lies above builds it by a reference. A
    /// project above that has no source of its own only holds what others extend.
    /// </summary>
    public static IEnumerable<string> Choose(RepositoryView repository, ImmutableArray<string> directories)
    {
        var chosen = new List<string>();
        foreach (var directory in directories)
        {
            var above = chosen.FindAll(outer => RepositoryView.Contains(outer, directory));
            if (above.Count == 0 || (repository.Has(RepositoryView.Join(directory, "package.json")) && !above.Exists(outer => Builds(repository, outer, directory, []))))
            {
                chosen.Add(directory);
            }
        }

        return chosen.Where(directory => HasSources(repository, directory, chosen));
    }

    /// <summary>What a project refers to: each a directory or a file, as it stands there.</summary>
    public static ImmutableArray<string> References(RepositoryView repository, string directory)
    {
        using var project = JsonText.Parse(repository.Text(RepositoryView.Join(directory, Project)));
        return project is not null && project.RootElement.Get("references") is { ValueKind: JsonValueKind.Array } references
            ? [.. references.EnumerateArray().Select(static reference => reference.Get("path") is { ValueKind: JsonValueKind.String } path ? path.GetString()! : "")]
            : [];
    }

    private static bool Builds(RepositoryView repository, string from, string directory, HashSet<string> seen) =>
        seen.Add(from) && References(repository, from).Select(path => Resolve(from, path))
            .Any(target => target == directory || Builds(repository, target, directory, seen));

    private static string Resolve(string from, string path)
    {
        var full = Path.GetFullPath(Path.Combine("/", from, path)).Trim('/');
        full = full.EndsWith(".json", StringComparison.Ordinal) ? RepositoryView.DirectoryOf(full) : full;
        return full.Length == 0 ? "." : full;
    }

    private static bool HasSources(RepositoryView repository, string directory, List<string> chosen)
    {
        var inner = chosen.FindAll(other => other != directory && RepositoryView.Contains(directory, other));
        if (inner.Count == 0 || !References(repository, directory).IsEmpty)
        {
            return true;
        }

        var below = inner.ToHashSet(StringComparer.Ordinal);
        foreach (var file in repository.FilesBelow(directory))
        {
            if (Languages.TypeScript.Matches(repository.Workspace, file) && !LiesBelow(file, directory, below))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LiesBelow(WorkspaceFile file, string directory, HashSet<string> below)
    {
        for (var at = RepositoryView.DirectoryOf(file.Path); at != directory && at != "."; at = RepositoryView.DirectoryOf(at))
        {
            if (below.Contains(at))
            {
                return true;
            }
        }

        return false;
    }
}
