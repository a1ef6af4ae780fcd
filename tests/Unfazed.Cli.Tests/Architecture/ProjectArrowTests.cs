using System.Xml.Linq;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Architecture;

public class ProjectArrowTests
{
    // A project may use those of a lower layer only: never a host, never a neighbour.
    private static readonly Dictionary<string, int> Layers = new(StringComparer.Ordinal)
    {
        ["Unfazed.Resilience"] = 0,
        ["Unfazed.Resilience.Sqlite"] = 1,
        ["Unfazed.Resilience.Extensions"] = 1,
        ["Unfazed.Core"] = 2,
        ["Unfazed.Validators"] = 3,
        ["Unfazed.Integrations"] = 3,
        ["Unfazed.Cli"] = 4,
    };

    public static TheoryData<string> Projects =>
        [.. RepositoryFiles.All.Where(static path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_points_at_lower_layers_only(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Assert.True(Layers.TryGetValue(name, out var layer), $"{name} has no layer yet: give it one in this test");
        foreach (var reference in XDocument.Load(RepositoryRoot.Combine(path)).Descendants("ProjectReference"))
        {
            var target = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
            Assert.True(Layers.TryGetValue(target, out var lower) && lower < layer, $"{name} may not point at {target}");
        }
    }

    [Fact]
    public void Every_project_of_ours_has_its_lock_file_in_the_repository()
    {
        var files = RepositoryFiles.All.ToHashSet(StringComparer.Ordinal);
        var unlocked = files
            .Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal) && (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal)))
            .Where(path => !files.Contains(path[..(path.LastIndexOf('/') + 1)] + "packages.net10.0.lock.json"));
        Assert.Empty(unlocked);
    }

    [Fact]
    public void Every_project_of_ours_is_in_the_solution()
    {
        var solution = XDocument.Load(RepositoryRoot.Combine("Unfazed.slnx")).Descendants("Project").Select(static project => project.Attribute("Path")!.Value);
        var projects = RepositoryFiles.All.Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal) && path.Split('/')[0] is "src" or "tests" or "bench" && path.Split('/').Length == 3);
        Assert.Equal(projects.Order(StringComparer.Ordinal), solution.Order(StringComparer.Ordinal));
    }
}
