using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class FixTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Upper = "checks:\n  shout: { run: \"true\", fix: [sh, -c, 'for f; do tr a-z A-Z < \"$f\" > \"$f.new\" && cat \"$f.new\" > \"$f\"; rm \"$f.new\"; done', sh, \"{files}\"], files: \"*.up\" }\n";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public FixTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }
    }

    [ToolFact("black", Timeout = Limit)]
    public async Task A_half_staged_file_is_mended_in_the_working_tree_and_the_index_keeps_what_it_has()
    {
        _unfazed.Variables["PATH"] = "/usr/bin:/bin";
        _repository.Folder.Write("pyproject.toml", "[tool.black]\n");
        _repository.Folder.Write(".editorconfig", "[*]\nend_of_line = lf\n");
        _repository.Folder.Write("half.py", "a = 1\n");
        _repository.Folder.Write("whole.py", "a = 1\n");
        _repository.Folder.Write("none.py", "a = 1\n");
        _repository.Commit();
        const string staged = "a = {  'b':1 }   \r\nc=2\r\n";
        _repository.Folder.Write("half.py", staged);
        _repository.Folder.Write("whole.py", staged);
        _repository.Git("add", "half.py", "whole.py");
        _repository.Folder.Write("half.py", staged + "later  =3 \r\n");
        _repository.Folder.Write("none.py", "d=4\n");
        var index = _repository.Git("rev-parse", ":half.py", ":none.py");

        var ended = await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("a = {\"b\": 1}\nc = 2\nlater = 3\n", Read("half.py"));
        Assert.Equal("d = 4\n", Read("none.py"));
        Assert.Equal(index, _repository.Git("rev-parse", ":half.py", ":none.py"));
        Assert.Equal("a = {\"b\": 1}\nc = 2\n", _repository.Git("show", ":whole.py"));
        Assert.Equal("MM half.py\n M none.py\nM  whole.py\n", _repository.Git("status", "--short"));
        Assert.Empty(_repository.Git("stash", "list"));
        Assert.Contains("mended half.py  black, mixed-line-ending; a part of it was staged: the index keeps what it has", ended.Output, StringComparison.Ordinal);
        Assert.Contains("whole.py  black, mixed-line-ending; staged again", ended.Output, StringComparison.Ordinal);

        var again = await _unfazed.RunAsync(_repository.Path, "fix");
        Assert.Equal((0, "Nothing to mend.\n"), (again.ExitCode, again.Output));
        Assert.Equal(index, _repository.Git("rev-parse", ":half.py", ":none.py"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_dry_run_prints_what_git_can_apply_and_changes_nothing()
    {
        _repository.Folder.Write("unfazed.yaml", Upper);
        _repository.Folder.Write("a.txt", "x \ny");
        _repository.Folder.Write("b.up", "shout\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "fix", "--dry-run");

        Assert.Equal((0, ""), (ended.ExitCode, _repository.Git("status", "--short")));
        Assert.Contains("2 files would be mended.", ended.Error, StringComparison.Ordinal);
        _repository.Folder.Write(".git/x.patch", ended.Output);
        _repository.Git("apply", "--whitespace=nowarn", ".git/x.patch");
        Assert.Equal(("x\ny\n", "SHOUT\n"), (Read("a.txt"), Read("b.up")));
        var then = await _unfazed.RunAsync(_repository.Path, "fix", "--dry-run");
        Assert.Equal("", then.Output);
    }

    [Fact(Timeout = Limit)]
    public async Task Names_and_paths_say_what_is_mended()
    {
        _repository.Folder.Write("unfazed.yaml", Upper);
        foreach (var path in new[] { "a.txt", "b.up", "sub/a.txt", "sub/b.up", "vendor/a.txt" })
        {
            _repository.Folder.Write(path, "x \n");
        }

        _repository.Commit();
        await _unfazed.RunAsync(_repository.Path, "fix", "shout", "sub");
        Assert.Equal(" M sub/b.up\n", _repository.Git("status", "--short"));
        await _unfazed.RunAsync(_repository.Path, "fix", "hygiene", "a.txt");
        Assert.Equal(" M a.txt\n M sub/b.up\n", _repository.Git("status", "--short"));
        await _unfazed.RunAsync(_repository.Path, "fix");
        Assert.Equal("x \n", Read("vendor/a.txt"));
        Assert.Equal("X\n", Read("sub/b.up"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_tool_that_fails_or_is_ended_half_way_changes_nothing_and_says_so()
    {
        _repository.Folder.Write(
            "unfazed.yaml",
            "checks:\n  broken: { run: \"true\", fix: [sh, -c, 'printf half > a.txt; exit 200'] }\n  slow: { run: \"true\", fix: [sh, -c, 'printf half > b.txt; exec sleep 60'], timeout: 500ms }\n");
        _repository.Folder.Write("a.txt", "whole\n");
        _repository.Folder.Write("b.txt", "whole\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "fix", "--format", "json");

        using var json = JsonDocument.Parse(ended.Output);
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(0, json.RootElement.GetProperty("files").GetArrayLength());
        Assert.Equal(["broken", "slow"], json.RootElement.GetProperty("problems").EnumerateArray().Select(static problem => problem.GetProperty("subject").GetString()));
        Assert.Equal("", _repository.Git("status", "--short"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_changes_while_a_tool_runs_is_not_overwritten()
    {
        var file = _repository.Folder["a.up"];
        _repository.Folder.Write("unfazed.yaml", $"checks:\n  edit: {{ run: \"true\", fix: [sh, -c, 'echo MENDED > a.up; echo theirs > \"$1\"', sh, '{file}'] }}\n");
        _repository.Folder.Write("a.up", "old\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.Equal("theirs\n", Read("a.up"));
        Assert.Contains("not mended a.up: somebody changed it meanwhile", ended.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(0, "", true)]
    [InlineData(1, "", true)]
    [InlineData(2, "", false)]
    [InlineData(3, "", false)]
    [InlineData(3, ", findings_exit: [3]", true)]
    [InlineData(1, ", findings_exit: [3]", false)]
    public async Task What_a_command_wrote_counts_only_with_an_exit_code_that_says_it_is_done(int code, string more, bool counts)
    {
        _repository.Folder.Write("unfazed.yaml", $"checks:\n  edit: {{ run: \"true\", fix: [sh, -c, 'echo new > a.txt; exit {code}']{more} }}\n");
        _repository.Folder.Write("a.txt", "old\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.Equal(counts ? "new\n" : "old\n", Read("a.txt"));
        Assert.Equal(!counts, ended.Output.Contains($"it exited with {code}", StringComparison.Ordinal));
    }

    [ToolFact("kill", Timeout = Limit)]
    public async Task A_signal_ends_it_with_its_code_and_no_file_is_changed()
    {
        var started = _repository.Folder["started"];
        _repository.Folder.Write("unfazed.yaml", $"checks:\n  slow: {{ run: \"true\", fix: [sh, -c, 'printf half > a.txt; : > \"$1\"; exec sleep 60', sh, '{started}'] }}\n");
        _repository.Folder.Write("a.txt", "x \n");
        _repository.Folder.Write(".gitignore", "started\n");
        _repository.Commit();

        using var process = _unfazed.Start(_repository.Path, "fix");
        await FileSight.AppearsAsync(started);

        using (var kill = System.Diagnostics.Process.Start(Tool.Path("kill"), ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        Assert.Equal(143, process.ExitCode);
        Assert.Equal("x \n", Read("a.txt"));
    }

    [Fact(Timeout = Limit)]
    public async Task Two_fixes_that_undo_each_other_end_and_it_is_said()
    {
        _repository.Folder.Write(
            "unfazed.yaml", "checks:\n  one: { run: \"true\", fix: [sh, -c, 'echo one > a.txt'] }\n  two: { run: \"true\", fix: [sh, -c, 'cat a.txt a.txt > b.txt'] }\n");
        _repository.Folder.Write("a.txt", "x\n");
        _repository.Folder.Write("b.txt", "x\n");
        _repository.Commit();
        var ended = await _unfazed.RunAsync(_repository.Path, "fix");
        Assert.Contains("2 files mended.", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("undo each other", ended.Output, StringComparison.Ordinal);
        _repository.Folder.Write("unfazed.yaml", "checks:\n  more: { run: \"true\", fix: [sh, -c, 'echo x >> a.txt'] }\n");
        Assert.Contains("undo each other", (await _unfazed.RunAsync(_repository.Path, "fix")).Output, StringComparison.Ordinal);
    }

    [ToolFact("age", "age-keygen", Timeout = Limit)]
    public async Task Files_that_age_encrypted_can_be_decrypted_after_a_fix()
    {
        var key = _repository.Folder[".git/key"];
        await RunAsync("age-keygen", "", "-o", key);
        var recipient = await RunAsync("age-keygen", "", "-y", key);
        for (var i = 0; i < 20; i++)
        {
            await RunAsync("age", $"password {i}\n", "-r", recipient.Trim(), "-o", _repository.Folder[$"{(i % 2 == 0 ? "kept" : "other")}{i}.age"]);
        }

        _repository.Folder.Write(".gitattributes", "kept*.age binary\n");
        _repository.Folder.Write("a.txt", "x \n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.Equal(" M a.txt\n", _repository.Git("status", "--short"));
        Assert.Contains("1 file mended.", ended.Output, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(_repository.Path, "*.age"))
        {
            Assert.StartsWith("password", await RunAsync("age", "", "-d", "-i", key, file), StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Only_what_is_certainly_text_is_changed_and_nothing_else_is_a_finding_about_white_space()
    {
        var random = new Random(11);
        var untouched = new Dictionary<string, byte[]>();
        for (var i = 0; i < 12; i++)
        {
            var hash = new byte[32];
            random.NextBytes(hash);
            (hash[5], hash[6], hash[31]) = ((byte)' ', (byte)'\n', 5);
            untouched[$"hash{i}"] = hash;
        }

        untouched["late-nul.txt"] = [.. Enumerable.Repeat("line \n"u8.ToArray(), 4000).SelectMany(static line => line), 0, .. "x"u8];
        untouched["minus-text.a"] = untouched["minus-diff.b"] = untouched["binary.c"] = untouched["filtered.d"] = untouched["outside.e"] = "x \r\ny\n\n"u8.ToArray();
        foreach (var (name, content) in untouched)
        {
            File.WriteAllBytes(_repository.Folder[name], content);
        }

        File.WriteAllBytes(_repository.Folder["latin.txt"], [.. "caf"u8, 0xE9, .. " \n"u8]);
        File.WriteAllBytes(_repository.Folder["wide.txt"], [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("w \n")]);
        _repository.Folder.Write("plain.txt", "x \n");
        _repository.Folder.Write("page.txt", "x \n\f\ny \n");
        _repository.Folder.Write(".gitattributes", "*.a -text\n*.b -diff\n*.c binary\n*.d filter=crypt\n");
        _repository.Folder.Write(".git/info/attributes", "*.e binary\n");
        _repository.Commit();

        var run = await _unfazed.RunAsync(_repository.Path, "--only", "hygiene", "--format", "json", "--no-cache");
        var ended = await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.Equal(" M page.txt\n M plain.txt\n M wide.txt\n", _repository.Git("status", "--short"));
        Assert.All(untouched, pair => Assert.Equal(pair.Value, File.ReadAllBytes(_repository.Folder[pair.Key])));
        Assert.Contains("1 file that is not UTF-8 left alone.", ended.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Output);
        var found = json.RootElement.GetProperty("tiers").EnumerateArray().SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("findings").EnumerateArray()).Select(static finding => finding.GetProperty("path").GetString()).Distinct();
        Assert.Equal(["latin.txt", "page.txt", "plain.txt", "wide.txt"], found.Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task A_patch_still_applies_after_a_fix_and_is_no_finding()
    {
        _repository.Folder.Write("s.c", "int f() {\n  return 1; \n}\n");
        _repository.Commit();
        _repository.Folder.Write("s.c", "int f() {\n  return 2; \n}\n");
        _repository.Folder.Write("p.patch", _repository.Git("diff"));
        _repository.Folder.Write("p.diff", _repository.Git("diff"));
        _repository.Git("checkout", "--quiet", "s.c");

        var run = await _unfazed.RunAsync(_repository.Path, "--only", "hygiene", "--format", "json", "p.patch", "p.diff");
        var ended = await _unfazed.RunAsync(_repository.Path, "fix", "-v");

        Assert.DoesNotContain("trailing-whitespace", run.Output, StringComparison.Ordinal);
        Assert.Contains("mended s.c", ended.Output, StringComparison.Ordinal);
        _repository.Git("checkout", "--quiet", "s.c");
        _repository.Git("apply", "--check", "p.patch");
        _repository.Git("apply", "--check", "p.diff");
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_left_alone_is_counted_in_one_line_and_listed_on_request()
    {
        foreach (var path in new[] { "test/fixtures/a.txt", "test/fixtures/b.txt", "a.snap", "b.eml", "c.csv", "d.yaml", "clean/fixtures/e.txt" })
        {
            _repository.Folder.Write(path, path == "d.yaml" ? "a: |\n  x \nb: 1 \n" : path.StartsWith("clean", StringComparison.Ordinal) ? "x\n" : "x \n");
        }

        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "fix", "--dry-run", "-v");
        Assert.Contains(
            "2 fixture files, 1 snapshot, 1 mail, 2 files in which white space may be content left alone; name them to fix them.", ended.Error, StringComparison.Ordinal);
        Assert.Contains("left alone test/fixtures/b.txt", ended.Error, StringComparison.Ordinal);
        Assert.Equal(["-b: 1 ", "+b: 1"], ended.Output.Split('\n').Where(static line => line is ['-' or '+', not ('-' or '+'), ..]));

        using var json = JsonDocument.Parse((await _unfazed.RunAsync(_repository.Path, "fix", "--dry-run", "--format", "json")).Output);
        Assert.Equal(
            ["a.snap snapshot", "b.eml mail", "c.csv content", "d.yaml content", "test/fixtures/a.txt fixture", "test/fixtures/b.txt fixture"],
            json.RootElement.GetProperty("left_alone").EnumerateArray().Select(static kept => $"{kept.GetProperty("path").GetString()} {kept.GetProperty("reason").GetString()}"));

        var named = await _unfazed.RunAsync(_repository.Path, "fix", "test/fixtures", "c.csv", "d.yaml");
        Assert.Equal(" M c.csv\n M d.yaml\n M test/fixtures/a.txt\n M test/fixtures/b.txt\n", _repository.Git("status", "--short"));
        Assert.DoesNotContain("left alone", named.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_locked_index_is_said_to_be_locked_and_not_to_hold_a_part_of_the_file()
    {
        _repository.Folder.Write("a.txt", "x\n");
        _repository.Commit();
        _repository.Folder.Write("a.txt", "x \n");
        _repository.Git("add", "a.txt");
        _repository.Folder.Write(".git/index.lock", "");

        var ended = await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.Equal((0, "x\n"), (ended.ExitCode, Read("a.txt")));
        Assert.Contains("mended a.txt  trailing-whitespace; not staged again", ended.Output, StringComparison.Ordinal);
        Assert.Contains("index.lock", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a part of it", ended.Output, StringComparison.Ordinal);
        File.Delete(_repository.Folder[".git/index.lock"]);
        Assert.Equal("MM a.txt\n", _repository.Git("status", "--short"));
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static async Task<string> RunAsync(string program, string input, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Tool.Path(program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }

    private string Read(string path) => File.ReadAllText(_repository.Folder[path]);
}
