using System.Text;

namespace Unfazed.Core.Tests.Configuration.Syntax;

public sealed class HostileFileTests
{
    private const int Depth = 50_000;

    public static TheoryData<string, string, string> Texts => new()
    {
        { "unfazed.yaml", new string('[', Depth), "nested too deeply: at most 64 levels" },
        { "unfazed.yaml", string.Concat(Enumerable.Repeat("{a: ", Depth)), "nested too deeply: at most 64 levels" },
        { "unfazed.yaml", "a: " + new string('{', Depth), "a key is a single text" },
        { "unfazed.yaml", string.Concat(Enumerable.Repeat("- ", Depth)), "nested too deeply: at most 64 levels" },
        { "unfazed.yaml", string.Concat(Enumerable.Repeat("? ", Depth)), "" },
        { "unfazed.json", new string('[', Depth), "nested too deeply: at most 64 levels" },
        { "unfazed.yaml", Bomb(12), "aliases repeat too much: at most 10,000 values" },
        { "unfazed.yaml", "a: &a [*a]", "stands inside what it repeats" },
        { "unfazed.yaml", "a: *b", "has no anchor &b" },
        { "unfazed.yaml", new string('#', 1 << 21), "at most 1 MiB" },
        { "unfazed.yaml", "a: [" + string.Concat(Enumerable.Repeat("x,", 110_000)) + "]", "at most 100,000 keys and values" },
        { "unfazed.json", "[" + string.Concat(Enumerable.Repeat("1,", 110_000)) + "1]", "at most 100,000 keys and values" },
        { "unfazed.yaml", "a: 1\nb: \0", "unfazed.yaml:2:4: a NUL byte" },
        { "unfazed.yaml", "project: \"a\\0b\"", "a NUL character" },
        { "unfazed.json", "{\"project\": \"a\\u0000b\"}", "unfazed.json:1:13: a NUL character" },
        { "unfazed.json", "{\"project\": \"\\ud800\"}", "surrogate" },
        { "unfazed.json", "{\"a\": 1, }", "unfazed.json:1:10: not valid JSON" },
        { "unfazed.json", "{} // no", "not valid JSON" },
        { "unfazed.json", "{} {}", "not valid JSON" },
        { "unfazed.json", "{", "not valid JSON" },
        { "unfazed.yaml", "a: [1\nb: 2\n", "not valid YAML" },
        { "unfazed.yaml", "a: b: c", "not valid YAML" },
        { "unfazed.yaml", "version: 1\n---\nversion: 1\n", "a second document" },
        { "unfazed.yaml", "project: !!str x", "tags are not used" },
        { "unfazed.yaml", "? [a]\n: b", "a key is a single text" },
        { "unfazed.yaml", "- a", "a configuration is a mapping" },
        { "unfazed.yaml", "just text", "a configuration is a mapping" },
        { "unfazed.yaml", "project: a\nproject: b", "unfazed.yaml:2:1: the key \"project\" stands here twice: it is also in line 1" },
        { "unfazed.json", "{\"project\": 1,\n \"project\": 2}", "unfazed.json:2:2: the key \"project\" stands here twice" },
        { "unfazed.yaml", "a: &a { detect: true }\n<<: *a", "YAML 1.2 has no merge keys" },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Texts))]
    public async Task Is_one_clean_error_each_and_quickly(string name, string text, string expected)
    {
        using var folder = new LoadedFolder();
        folder.Write(name, text);
        var errors = await Task.Run(folder.LoadErrors);
        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
        Assert.All(errors, static error => Assert.True(error.Length < 400, error));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_named_with_their_line()
    {
        using var folder = new LoadedFolder();
        File.WriteAllBytes(folder.Write("unfazed.yaml", ""), [.. "version: 1\nproject: "u8, 0xC3, 0x28]);
        Assert.StartsWith("unfazed.yaml:2:10: not UTF-8", Assert.Single(folder.LoadErrors()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFFversion: 1\r\nproject: x\r\n")]
    [InlineData("version: 1\r\nproject: x")]
    [InlineData("%YAML 1.2\n---\nversion: 1\nproject: x\n...\n")]
    public void A_byte_order_mark_and_the_line_ends_of_Windows_are_read(string text)
    {
        using var folder = new LoadedFolder();
        File.WriteAllText(folder.Write("unfazed.yaml", ""), text, new UTF8Encoding(false));
        Assert.Equal("x", folder.LoadRight().Project.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    public void A_file_that_says_nothing_is_right(string text) => LoadedFolder.Right(text);

    [Fact]
    public void A_folder_by_that_name_a_link_to_nowhere_and_a_missing_file_are_said()
    {
        using var folder = new LoadedFolder { File = "there/is/none.yaml" };
        Assert.Equal("there/is/none.yaml: no such file", Assert.Single(folder.LoadErrors()));
        using var second = new LoadedFolder();
        Directory.CreateDirectory(Path.Combine(second.Root, "unfazed.yaml"));
        Assert.Equal("unfazed.yaml: is a directory; a configuration is a file", Assert.Single(second.LoadErrors()));
        using var third = new LoadedFolder();
        File.CreateSymbolicLink(Path.Combine(third.Root, "unfazed.yaml"), "nowhere");
        Assert.Equal("unfazed.yaml: no such file", Assert.Single(third.LoadErrors()));
    }

    [Fact]
    public void A_pipe_by_that_name_is_said_and_not_waited_for()
    {
        using var folder = new LoadedFolder();
        using (var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder.Root, "unfazed.yaml")]))
        {
            made.WaitForExit();
        }

        Assert.Equal("unfazed.yaml: is a pipe or a device; a configuration is a file", Assert.Single(folder.LoadErrors()));
    }

    [Fact]
    public void Two_project_files_are_one_too_many()
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", "version: 1");
        folder.Write("unfazed.json", "{}");
        Assert.Equal("unfazed.json: there is also unfazed.yaml: keep one of them", Assert.Single(folder.LoadErrors()));
    }

    private static string Bomb(int levels)
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < levels; level++)
        {
            text.Append($"a{level}: &a{level} [").AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 9)).Append("]\n");
        }

        return text.ToString();
    }
}
