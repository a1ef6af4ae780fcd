using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Claude;

/// <summary>What a caller may do to <c>hook run claude</c>, and what it gets.</summary>
public sealed class CallerTests : IDisposable
{
    private const int Limit = 300_000;

    private const string Configuration =
        "version: 1\ndetect: false\nchecks:\n  markers: { run: [sh, -c, \"! grep -nH FIXME \\\"$@\\\"\", \"-\", \"{files}\"], files: \"**/*.py\", parse: gcc }\n";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public CallerTests()
    {
        // On a busy machine the usual deadline is not what is under test.
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        _repository.Folder.Write("unfazed.yaml", Configuration.Replace("parse: gcc", "parse: regex, pattern: '^(?<path>[^:]+):(?<line>[0-9]+):(?<message>.*)$'", StringComparison.Ordinal));
        _repository.Commit();
    }

    public static TheoryData<string> Garbage =>
    [
        "", "\0\u0001\uFFFD", "{", "[]", "17", "null", "\"text\"", "{\"hook_event_name\": 3}", "{}", "{\"hook_event_name\":\"PostToolUse\",\"tool_input\":[[[[]]]]}",
        "{\"hook_event_name\":\"PostToolUse\",\"session_id\":\"x\",\"tool_input\":{\"file_path\":\"\\u0000\"}}", new string('[', 100_000),
        "{\"hook_event_name\":\"PostToolUse\",\"cwd\":\"/no/such/folder\",\"tool_input\":{\"file_path\":\"a\\nb\"}}", "{\"hook_event_name\":\"Stop\",\"session_id\":\"\uD800\"}",
    ];

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_blocks_nothing(string input)
    {
        var ended = await _unfazed.RunWithInputAsync(_repository.Path, input, "hook", "run", "claude");

        Assert.Equal(0, ended.ExitCode);
    }

    [Theory(Timeout = Limit)]
    [InlineData("--nonsense")]
    [InlineData("--format=nonsense")]
    [InlineData("further")]
    [InlineData("--deadline=never")]
    public async Task A_mistake_on_its_command_line_blocks_nothing(string mistake)
    {
        var ended = await _unfazed.RunWithInputAsync(_repository.Path, Edit("a.py"), "hook", "run", "claude", mistake);

        Assert.Equal(0, ended.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task An_event_larger_than_anybody_needs_is_understood_from_its_beginning()
    {
        _repository.Folder.Write("a.py", "# FIXME\n");
        var told = Edit("a.py", new string('x', 20_000_000));

        var ended = await _unfazed.RunWithInputAsync(_repository.Path, told, "hook", "run", "claude");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("a.py:1 markers", ended.Error, StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    [Theory(Timeout = Limit)]
    [InlineData(1_000)]
    [InlineData(3_000)]
    public async Task An_edit_of_a_very_deep_path_that_is_not_there_silences_no_later_one(int depth)
    {
        var deep = await _unfazed.RunWithInputAsync(_repository.Path, Edit(string.Concat(Enumerable.Repeat("a/", depth)) + "x.py"), "hook", "run", "claude", "--deadline=10s");
        _repository.Folder.Write("a.py", "# FIXME\n");
        var next = await _unfazed.RunWithInputAsync(_repository.Path, Edit("a.py"), "hook", "run", "claude");

        Assert.Equal(0, deep.ExitCode);
        Assert.Equal("", deep.Error);
        Assert.Contains("FIXME", next.Error + next.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_edits_that_come_at_once_none_is_passed_over()
    {
        string[] names = [.. Enumerable.Range(0, 6).Select(static number => $"file{number}.py")];
        foreach (var name in names)
        {
            _repository.Folder.Write(name, $"# FIXME in {name}\n");
        }

        var ended = await Task.WhenAll(names.Select(name => _unfazed.RunWithInputAsync(_repository.Path, Edit(name), "hook", "run", "claude")));

        var said = string.Concat(ended.Select(static one => one.Error));
        Assert.All(names, name => Assert.Equal(1, said.Split($"  {name}:1 ").Length - 1));
        Assert.All(ended, static one => Assert.True(one.ExitCode == (one.Error.Length > 0 ? 2 : 0)));
    }

    [Fact(Timeout = Limit)]
    public async Task Files_that_a_check_without_findings_names_are_problems_of_their_own()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  markers: { run: [sh, -c, \"! grep -nH FIXME \\\"$@\\\"\", \"-\", \"{files}\"], files: \"**/*.py\" }\n");
        _repository.Folder.Write("k1.py", "# FIXME\n");
        _repository.Folder.Write("k2.py", "# FIXME\n");
        var first = await _unfazed.RunWithInputAsync(_repository.Path, Edit("k1.py"), "hook", "run", "claude");
        var second = await _unfazed.RunWithInputAsync(_repository.Path, Edit("k2.py"), "hook", "run", "claude");
        _repository.Folder.Write("k1.py", "x = 1\n");
        var stop = await _unfazed.RunWithInputAsync(_repository.Path, Event(new JsonObject { ["hook_event_name"] = "Stop", ["stop_hook_active"] = false }), "hook", "run", "claude");

        Assert.Contains("k1.py:1:", first.Error, StringComparison.Ordinal);
        Assert.StartsWith("unfazed: blocked: 1 new\n", second.Error, StringComparison.Ordinal);
        Assert.Contains("k2.py:1:", second.Error, StringComparison.Ordinal);
        Assert.StartsWith("unfazed: blocked: 1 still failing, 1 fixed\n", stop.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_edit_that_cannot_be_noted_in_time_is_looked_at_all_the_same()
    {
        _repository.Folder.Write("a.py", "# FIXME\n");
        _repository.Folder.Write("b.py");
        await _unfazed.RunWithInputAsync(_repository.Path, Edit("b.py"), "hook", "run", "claude");
        var locks = Directory.GetFiles(Path.Combine(_unfazed.StateDirectory, "hooks", "claude", "locks"));
        var session = Digest($"{_repository.Path}\0a session");
        var state = Assert.Single(locks, path => Path.GetFileNameWithoutExtension(path) == Digest($"{_repository.Path}\0{session}/state"));
        using var held = new FileStream(state, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var ended = await _unfazed.RunWithInputAsync(_repository.Path, Edit("a.py"), "hook", "run", "claude");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("a.py:1 ", ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_place_for_its_state_each_answer_is_the_first()
    {
        _repository.Folder.Write("a.py", "# FIXME\n");
        _unfazed.Variables["UNFAZED_STATE_DIR"] = "/proc/no/such/place";

        for (var time = 0; time < 2; time++)
        {
            var ended = await _unfazed.RunWithInputAsync(_repository.Path, Edit("a.py"), "hook", "run", "claude");

            Assert.Equal(2, ended.ExitCode);
            Assert.Contains("1 new", ended.Error, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Its_deadline_ends_the_run_and_the_file_is_looked_at_again_at_the_end()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  slow: { run: [sh, -c, \"[ -e .git/go ] || sleep 600; ! grep -H FIXME \\\"$@\\\"\", \"-\", \"{files}\"], files: \"**/*.py\" }\n");
        _repository.Folder.Write("a.py", "# FIXME\n");

        var late = await _unfazed.RunWithInputAsync(_repository.Path, Edit("a.py"), "hook", "run", "claude", "--deadline", "8s");
        _repository.Folder.Write(".git/go");
        var stop = await _unfazed.RunWithInputAsync(_repository.Path, Event(new JsonObject { ["hook_event_name"] = "Stop", ["stop_hook_active"] = false }), "hook", "run", "claude");

        Assert.Equal(0, late.ExitCode);
        Assert.Contains("could not verify", Context(late), StringComparison.Ordinal);
        Assert.Equal(2, stop.ExitCode);
        Assert.Contains("slow failed", stop.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Only_its_state_is_left_and_only_its_owner_may_read_it()
    {
        _repository.Folder.Write("a.py", "x = 1\n");
        await _unfazed.RunWithInputAsync(_repository.Path, Edit("a.py"), "hook", "run", "claude");

        var folder = new DirectoryInfo(Path.Combine(_unfazed.StateDirectory, "hooks", "claude"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, folder.UnixFileMode);
        Assert.Single(folder.EnumerateFiles());
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private static string Context(Ended ended) =>
        JsonDocument.Parse(ended.Output).RootElement.GetProperty("hookSpecificOutput").GetProperty("additionalContext").GetString()!;

    private string Edit(string path, string content = "") => Event(new JsonObject
    {
        ["hook_event_name"] = "PostToolUse",
        ["tool_name"] = "Write",
        ["tool_input"] = new JsonObject { ["file_path"] = _repository.Folder[path], ["content"] = content },
    });

    private string Event(JsonObject told)
    {
        var whole = new JsonObject { ["session_id"] = "a session", ["cwd"] = _repository.Path };
        foreach (var (name, value) in told)
        {
            whole[name] = value?.DeepClone();
        }

        return whole.ToJsonString();
    }
}
