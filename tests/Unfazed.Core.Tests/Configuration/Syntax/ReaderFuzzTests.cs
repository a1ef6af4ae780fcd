using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Tests.Configuration.Syntax;

public sealed class ReaderFuzzTests
{
    private const string Yaml = """
        version: 1 # comment
        deadline: 45s
        exclude: &all ["a/**", 'b ''c''', "d\t\u00e9"]
        checks:
          mypy: { tier: warning, exclude: *all }
          "prose": {run: "x --y {files}", files: "**/*.md"}
          text:
            run: |
              sh -c
            pattern: >-
              (?<message>.*)
        ignore:
        - tool: a
          rule: b
        ? key
        : value
        """;

    private const string Json = """{"version": 1, "exclude": ["a\u00e9", true, null, -1.5e3], "checks": {"x": {"run": ["a", {}]}, "y": false}}""";

    private const string Spice = "[]{}:,-?&*!|>'\"%@`#\\ \t\r\n\0~<=\uFEFF\u0085\u2028é𝄞a1";

    [Theory(Timeout = 120_000)]
    [InlineData(Yaml, true)]
    [InlineData(Json, false)]
    public async Task A_damaged_file_is_read_or_refused_and_nothing_else(string valid, bool isYaml)
    {
        var random = new Random(20_251);
        await Task.Run(() =>
        {
            for (var round = 0; round < 20_000; round++)
            {
                Read(Damage(valid, random), isYaml);
            }
        });
    }

    private static void Read(string text, bool isYaml)
    {
        var file = new SettingSource(SettingOrigin.ProjectFile, "f");
        try
        {
            var node = isYaml ? YamlReader.Read(text, file, []) : JsonReader.Read(text, file, []);
            Assert.InRange(node?.Height ?? 0, 0, NodeBudget.MaximumDepth + 1);
        }
        catch (ConfigSyntaxException problem)
        {
            Assert.NotEmpty(problem.Message);
        }
        catch (Exception problem)
        {
            Assert.Fail($"{problem}\nfor\n{text}");
        }
    }

    private static string Damage(string text, Random random)
    {
        for (var hits = random.Next(1, 6); hits > 0; hits--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(0, 8), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Spice[random.Next(Spice.Length)].ToString()),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => string.Concat(text.AsSpan(0, at), Spice[random.Next(Spice.Length)].ToString(), text.AsSpan(at + Math.Min(1, length))),
            };
            text = text.Length == 0 ? "a" : text;
        }

        return text;
    }
}
