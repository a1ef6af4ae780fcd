using Unfazed.Core.Workspace;

namespace Unfazed.Core.Tests.Workspace;

public class GlobPropertyTests
{
    [Fact]
    public void It_agrees_with_the_definition_on_small_patterns_and_paths()
    {
        var random = new Random(20261122);
        var matches = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var pattern = Text(random, "ab*?/*/.", 1, 9) + (i % 4 == 0 ? "*b" : "");
            var path = Path(random);
            if (!Glob.TryParse(pattern, out var glob, out _))
            {
                continue;
            }

            var expected = ReferenceGlob.IsMatch(pattern, path);
            matches += expected ? 1 : 0;
            Assert.True(expected == glob.IsMatch(path), $"pattern {pattern}, path {path}: the definition says {expected}");
        }

        Assert.True(matches > 1000, $"too few of the pairs fit to mean anything: {matches}");
    }

    [Fact]
    public void Braces_are_the_same_as_their_alternatives_one_by_one()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            string head = Text(random, "ab/*", 0, 3), one = Text(random, "ab*", 1, 3), other = Text(random, "ab/", 1, 3), tail = Text(random, "a*/", 0, 3);
            if (!Glob.TryParse($"{head}{{{one},{other}}}{tail}", out var both, out _))
            {
                continue;
            }

            var path = Path(random);
            Assert.Equal(Glob.Parse(head + one + tail).IsMatch(path) || Glob.Parse(head + other + tail).IsMatch(path), both.IsMatch(path));
        }
    }

    [Fact]
    public void A_covered_folder_holds_nothing_that_does_not_fit()
    {
        var random = new Random(11);
        var covered = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var folder = Path(random);
            if (Glob.TryParse(Text(random, "ab*?/*/", 1, 7), out var glob, out _) && glob.CoversFolder(folder))
            {
                covered++;
                var path = folder + "/" + Path(random);
                Assert.True(glob.IsMatch(path), $"{glob} covers {folder} and does not fit {path}");
            }
        }

        Assert.True(covered > 500, $"too few folders were covered to mean anything: {covered}");
    }

    [Fact(Timeout = 120_000)]
    public async Task Whatever_is_written_gives_a_glob_or_a_message()
    {
        var random = new Random(3);
        await Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                var pattern = Text(random, "ab*?/[]{},!^-\\.\0:\ud83d\ude00é\n ", 0, 24);
                if (Glob.TryParse(pattern, out var glob, out var error))
                {
                    glob.IsMatch(Text(random, "ab/[]{},!-\\\ud83d\ude00é", 0, 40));
                }
                else
                {
                    Assert.NotEmpty(error);
                }
            }
        });
    }

    private static string Path(Random random) => string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Text(random, "ab.", 1, 3).Replace("..", "a", StringComparison.Ordinal)));

    private static string Text(Random random, string alphabet, int atLeast, int atMost) =>
        string.Create(random.Next(atLeast, atMost + 1), (random, alphabet), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.alphabet[state.random.Next(state.alphabet.Length)];
            }
        });
}
