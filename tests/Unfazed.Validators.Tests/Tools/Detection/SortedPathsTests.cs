using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tests.Tools.Detection;

public sealed class SortedPathsTests
{
    private const string Characters = "a-/0.";

    [Fact]
    public void Below_a_directory_is_what_lies_in_it_and_nothing_else()
    {
        var random = new Random(20);
        for (var round = 0; round < 2000; round++)
        {
            var all = Enumerable.Range(0, random.Next(20)).Select(_ => Path(random)).Append(".").ToList();
            var directory = random.Next(2) == 0 ? Path(random) : all[random.Next(all.Count)];

            var below = new SortedPaths(all).Below(directory);

            Assert.Equal(all.Where(path => path != directory && RepositoryView.Contains(directory, path)).Distinct().Order(StringComparer.Ordinal), below);
        }
    }

    private static string Path(Random random) =>
        RepositoryView.Normalize(new string([.. Enumerable.Range(0, random.Next(7)).Select(_ => Characters[random.Next(Characters.Length)])]));
}
