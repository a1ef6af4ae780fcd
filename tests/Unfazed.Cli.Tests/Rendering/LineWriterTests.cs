using Unfazed.Cli.Rendering;
using Unfazed.Core.Redaction;

namespace Unfazed.Cli.Tests.Rendering;

public sealed class LineWriterTests
{
    [Fact]
    public void No_break_of_a_long_word_puts_a_command_at_the_beginning_of_a_line()
    {
        for (var before = 0; before < 90; before++)
        {
            var writer = new LineWriter(new RenderSettings { GitHubActions = true, Width = 80 });
            writer.Line(2, 4, new string('a', before) + "::add-mask::x.json", " ##vso[x]");

            Assert.DoesNotContain(writer.ToString().Split('\n'), static line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
            Assert.DoesNotContain("##vso[", writer.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_white_space_before_it_makes_a_command_of_a_file_name()
    {
        foreach (var space in Enumerable.Range(0, char.MaxValue).Select(static value => (char)value).Where(char.IsWhiteSpace))
        {
            var writer = new LineWriter(new RenderSettings { GitHubActions = true });
            writer.Line($"{space}::stop-commands::tok.json");

            Assert.All(writer.ToString().Split('\n'), static line => Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_secret_is_covered_before_it_is_broken_over_two_lines()
    {
        var redactor = Redactor.Of([KeyValuePair.Create("API_TOKEN", "Zq8vT2nLk4wXc9Rb7Yp3")]);
        var writer = new LineWriter(new RenderSettings { Width = 40, Redactor = redactor });
        writer.Line(0, 2, new string('a', 30) + "Zq8vT2nLk4wXc9Rb7Yp3");

        Assert.Equal(new string('a', 30) + "***\n", writer.ToString());
    }
}
