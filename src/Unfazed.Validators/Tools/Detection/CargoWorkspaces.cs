using System.Text.RegularExpressions;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>Cargo's workspaces in a repository (https://doc.rust-lang.org/cargo/reference/workspaces.html). A package without one is a workspace of its own.</summary>
internal sealed partial class CargoWorkspaces
{
    private const string Manifest = "Cargo.toml";

    private readonly Dictionary<string, TomlScan> _manifests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dependencies = new(StringComparer.Ordinal);

    private CargoWorkspaces(RepositoryView repository)
    {
        foreach (var directory in Directories(repository))
        {
            var text = repository.Text(RepositoryView.Join(directory, Manifest)) ?? "";
            _manifests[directory] = TomlScan.Read(text);
            _dependencies.UnionWith(PathDependency().Matches(text).Select(match => Resolve(directory, match.Groups["path"].Value)));
        }
    }

    /// <summary>The layout for a tool that compiles: a workspace within another one may need what only its own people have.</summary>
    public static ProjectLayout Of(RepositoryView repository)
    {
        var workspaces = new CargoWorkspaces(repository);
        return new ProjectLayout(workspaces._manifests.Keys.Select(workspaces.RootOf), []) { HomeOf = workspaces.HomeOf, IsFixture = IsFixture };
    }

    /// <summary>The layout for a tool that reads sources alone.</summary>
    public static ProjectLayout OfSources(RepositoryView repository)
    {
        var workspaces = new CargoWorkspaces(repository);
        return new ProjectLayout(workspaces._manifests.Keys.Select(workspaces.RootOf), []) { HomeOf = workspaces.HomeOf, IsFixture = IsFixture, ReachesNested = true };
    }

    private static IEnumerable<string> Directories(RepositoryView repository)
    {
        var manifests = repository.Named(static name => name == Manifest);
        return manifests.Below(".").Select(RepositoryView.DirectoryOf);
    }

    private static bool IsFixture(string directory) => directory.Split('/').Any(static part => part is "tests" or "testdata" or "fixtures" or "vendor");

    // The manifest nearest to the evidence says whose it is.
    private string HomeOf(string directory)
    {
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            if (_manifests.ContainsKey(at))
            {
                return RootOf(at);
            }

            if (at == ".")
            {
                return directory;
            }
        }
    }

    private string RootOf(string directory)
    {
        var manifest = _manifests[directory];
        if (manifest.HasTable("workspace"))
        {
            return directory;
        }

        if (manifest.Strings("package.workspace") is [var named, ..] && Resolve(directory, named) is var root && _manifests.ContainsKey(root))
        {
            return root;
        }

        for (var at = directory; at != ".";)
        {
            at = RepositoryView.DirectoryOf(at);
            if (_manifests.TryGetValue(at, out var above) && above.HasTable("workspace") && IsMember(at, above, directory))
            {
                return at;
            }
        }

        return directory;
    }

    private bool IsMember(string workspace, TomlScan manifest, string directory)
    {
        var path = workspace == "." ? directory : directory[(workspace.Length + 1)..];
        return !manifest.Strings("workspace.exclude").Any(excluded => RepositoryView.Contains(RepositoryView.Normalize(excluded), path)) &&
            (_dependencies.Contains(directory) || manifest.Strings("workspace.members").Select(RepositoryView.Normalize).Any(member => member == path || (member.Contains('*', StringComparison.Ordinal) && Glob.Parse(member).IsMatch(path))));
    }

    private static string Resolve(string directory, string path)
    {
        var parts = new List<string>();
        foreach (var part in RepositoryView.Join(directory, path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    [GeneratedRegex("(^|[{, \t])path *= *\"(?<path>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex PathDependency();
}
