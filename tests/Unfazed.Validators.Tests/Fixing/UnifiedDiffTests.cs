using System.Text;
using Unfazed.Testing;
using Unfazed.Validators.Fixing;

namespace Unfazed.Validators.Tests.Fixing;

public sealed class UnifiedDiffTests
{
    [ToolFact("git")]
    public void git_makes_the_new_text_of_the_old_one()
    {
        using var repository = new TestRepository();
        var random = new Random(7);
        var differences = new MemoryStream();
        var expected = new Dictionary<string, string>();
        for (var i = 0; i < 200; i++)
        {
            var before = Text(random, random.Next(40));
            var after = Edit(random, before);
            var name = i % 20 == 0 ? $"sub/a \"{i}\"\\é.txt" : $"f{i}.txt";
            if (before.Length == 0 || after.Length == 0 || before == after)
            {
                continue;
            }

            repository.Folder.Write(name, before);
            expected[name] = after;
            differences.Write(UnifiedDiff.Of(name, Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after)));
        }

        File.WriteAllBytes(repository.Folder["all.patch"], differences.ToArray());
        repository.Git("apply", "--whitespace=nowarn", "all.patch");
        Assert.All(expected, pair => Assert.Equal(pair.Value, File.ReadAllText(repository.Folder[pair.Key])));
    }

    [Fact]
    public void A_change_is_shown_with_three_lines_around_it()
    {
        var lines = Enumerable.Range(1, 20).Select(static line => $"line {line}\n").ToArray();
        var before = string.Concat(lines);
        lines[9] = "other\n";
        var difference = Encoding.UTF8.GetString(UnifiedDiff.Of("a.txt", Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(string.Concat(lines))));
        Assert.Equal(
            "--- a/a.txt\n+++ b/a.txt\n@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+other\n line 11\n line 12\n line 13\n", difference);
    }

    [Fact]
    public void Texts_that_share_nothing_are_told_in_bounded_time()
    {
        var before = string.Concat(Enumerable.Range(0, 20_000).Select(static line => $"a{line}\n"));
        var after = string.Concat(Enumerable.Range(0, 20_000).Select(static line => $"b{line}\n"));
        var difference = Encoding.UTF8.GetString(UnifiedDiff.Of("a", Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after)));
        Assert.Equal(40_003, difference.Count(static character => character == '\n'));
    }

    private static string Text(Random random, int lines) =>
        string.Concat(Enumerable.Range(0, lines).Select(_ => $"{random.Next(6)}{(random.Next(9) == 0 ? "\r" : "")}\n")) + (random.Next(4) == 0 ? "end" : "");

    private static string Edit(Random random, string text)
    {
        var lines = text.Split('\n').ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(3))
            {
                case 0:
                    lines[at] += "x";
                    break;
                case 1:
                    lines.Insert(at, "new");
                    break;
                default:
                    lines.RemoveAt(at);
                    lines.Add("");
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
