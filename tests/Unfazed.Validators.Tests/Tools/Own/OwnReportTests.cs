using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tests.Tools.Own;

public sealed class OwnReportTests : IDisposable
{
    private const string Findings = "<checkstyle><file name='a.js'><error line='1' severity='error' message='m' source='S'/></file></checkstyle>";

    private readonly ToolScene _scene = new();

    [Theory(Timeout = 120_000)]
    [InlineData("flake8")]
    [InlineData("mypy")]
    [InlineData("gcc")]
    [InlineData("github")]
    [InlineData("sarif")]
    [InlineData("checkstyle")]
    [InlineData("shellcheck")]
    [InlineData("eslint")]
    public async Task A_finding_far_behind_what_memory_keeps_of_an_output_is_found(string form)
    {
        // 2 MB of what the format passes over, the finding, 1 MB more.
        var (begin, filler, finding, end) = form switch
        {
            "flake8" => ("", "x\n", "a.py:7:1: E501 long\n", ""),
            "mypy" => ("", "x\n", "a.py:7: error: wrong  [misc]\n", ""),
            "gcc" => ("", "x\n", "a.c:7:1: error: wrong\n", ""),
            "github" => ("", "x\n", "::error file=a.c,line=7::wrong\n", ""),
            "sarif" => ("{\"runs\":[{\"results\":[", " \n", "{\"message\":{\"text\":\"m\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a\"},\"region\":{\"startLine\":7}}}]}", "]}]}"),
            "checkstyle" => ("<checkstyle><file name=\"a\">", " \n", "<error line=\"7\" severity=\"error\" message=\"m\" source=\"S\"/>", "</file></checkstyle>"),
            "shellcheck" => ("{\"comments\":[", " \n", "{\"file\":\"a\",\"line\":7,\"level\":\"error\",\"code\":1,\"message\":\"m\"}", "]}"),
            _ => ("[", " \n", "{\"filePath\":\"a\",\"messages\":[{\"line\":7,\"severity\":2,\"ruleId\":\"r\",\"message\":\"m\"}]}", "]"),
        };
        var text = begin + string.Concat(Enumerable.Repeat(filler, 1_000_000)) + finding + string.Concat(Enumerable.Repeat(filler, 500_000)) + end;
        _scene.Write("printed.txt", text);
        _scene.Configure(ToolScene.Own("long", "sh", "-c", "cat printed.txt; exit 1") with { Parse = Setting<string>.Default(form) });

        var seen = await _scene.RunAsync("long");

        Assert.Equal((ObservationEnding.Completed, 7), (seen.Ending, Assert.Single(seen.Findings).Line));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("checkstyle", "")]
    [InlineData("checkstyle", "Oops, something went wrong")]
    [InlineData("checkstyle", "<checkstyle><file")]
    [InlineData("cobertura", "")]
    [InlineData("cobertura", "Oops")]
    [InlineData("cobertura", "<coverage><packages>")]
    [InlineData("cobertura", "<coverage><packages/></coverage>")]
    [InlineData("lcov", "")]
    [InlineData("lcov", "Oops")]
    [InlineData("lcov", "SF:a.js")]
    [InlineData("lcov", "SF:a.js\nend_of_record")]
    [InlineData("junit", "")]
    [InlineData("junit", "{}")]
    [InlineData("junit", "<testsuites><testsuite>")]
    [InlineData("sarif", "Oops")]
    [InlineData("mypy", "Oops")]
    [InlineData("flake8", "Oops")]
    [InlineData("tsc", "Oops")]
    [InlineData("dotnet-build", "Oops")]
    [InlineData("eslint", "Oops")]
    [InlineData("bandit", "Oops")]
    [InlineData("shellcheck", "Oops")]
    public async Task Garbage_is_no_pass_at_any_exit_code(string form, string output)
    {
        _scene.Configure(ToolScene.Own("zero", "printf", "%s\\n", output) with { Parse = Setting<string>.Default(form) });
        _scene.Configure(ToolScene.Own("one", "sh", "-c", $"printf '%s\\n' '{output}'; exit 1") with { Parse = Setting<string>.Default(form) });

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), await EndingOf("zero"));
        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), await EndingOf("one"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("gcc", "a.js:1:1: note: n\nlint broke at a.js", false)]
    [InlineData("gcc", "a.js:1:1: note: n\na.js:1:1: error: e", true)]
    [InlineData("gcc", "a.js:1:1: note: n\nld: error: e", true)]
    [InlineData("github", "::notice file=a.js::n\nERROR a.js", false)]
    [InlineData("github", "::notice file=a.js::n\n::warning file=a.js::w", true)]
    [InlineData("regex", "a.js:1:1: note: n\na.js: broken", false)]
    [InlineData("regex", "a.js:1:1: note: n\na.js:1:1: error: e", true)]
    [InlineData("mypy", "a.js:1: note: n", true)]
    public async Task Notes_do_not_explain_an_exit_code_that_says_problems_where_lines_are_passed_over(string form, string output, bool isAnswer)
    {
        var notes = output.Split('\n')[0];
        _scene.Configure(Formatted("one", form, $"printf '%s\\n' '{output}'; exit 1"));
        _scene.Configure(Formatted("zero", form, $"printf '%s\\n' '{notes}'"));

        Assert.Equal(isAnswer ? (ObservationEnding.Completed, null) : (ObservationEnding.Error, ErrorCodes.UnreadableOutput), await EndingOf("one"));
        Assert.Equal((ObservationEnding.Completed, null), await EndingOf("zero"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("mypy", "Success: no issues found in 3 source files")]
    [InlineData("flake8", "0")]
    [InlineData("flake8", "")]
    [InlineData("tsc", "> web@1.0.0 types\n> tsc --noEmit")]
    [InlineData("tsc", "10:01:02 AM - Found 0 errors.")]
    [InlineData("dotnet-build", "  App -> /src/bin/App.dll\nFertig.")]
    [InlineData("mypy", "make: Entering directory")]
    [InlineData("checkstyle", "<checkstyle/>")]
    [InlineData("github", "All is well.")]
    [InlineData("gcc", "cc -c a.c")]
    public async Task What_a_tool_prints_when_it_found_nothing_passes(string form, string output)
    {
        _scene.Configure(ToolScene.Own("clean", "printf", "%s\\n", output) with { Parse = Setting<string>.Default(form) });

        Assert.Equal((ObservationEnding.Completed, null), await EndingOf("clean"));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_there_instead_of_JSON_is_said_in_plain_words()
    {
        _scene.Configure(ToolScene.Own("sarif", "echo", "Oops, no network") with { Parse = Setting<string>.Default("sarif") });

        Assert.Equal("its output could not be understood: it printed \"Oops, no network\" where JSON was due", (await _scene.RunAsync("sarif")).Message);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("""{"runs": [""", "the JSON document breaks off before its end")]
    [InlineData("{\"runs\":\n [}]}", "the JSON document is broken at line 2, column 3")]
    public async Task A_broken_document_is_said_to_be_so(string document, string flaw)
    {
        _scene.Configure(ToolScene.Own("sarif", "printf", "%s", document) with { Parse = Setting<string>.Default("sarif") });

        Assert.Equal($"its output could not be understood: {flaw}", (await _scene.RunAsync("sarif")).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_report_goes_to_a_file_outside_the_tree()
    {
        _scene.Write("a.js", "");
        _scene.Configure(Script($"echo chatter; echo \"{Findings}\" > \"$1\"; exit 1", "{report}"));

        var seen = await _scene.RunAsync("own");

        Assert.Equal((ObservationEnding.Completed, "a.js"), (seen.Ending, Assert.Single(seen.Findings).Path));
        Assert.Equal(["a.js"], Directory.EnumerateFiles(_scene.Repository.Path).Select(Path.GetFileName));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_report_that_a_tool_writes_where_it_likes_is_read_there()
    {
        _scene.Write("sub/a.js", "");
        _scene.Configure(Script($"mkdir -p out; echo \"{Findings}\" > out/report.xml") with
        {
            Report = Setting<string>.Default("out/report.xml"),
            Directory = Setting<string>.Default("sub"),
        });

        Assert.Equal("sub/a.js", Assert.Single((await _scene.RunAsync("own")).Findings).Path);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_report_of_another_form_is_read_from_a_file_too()
    {
        _scene.Configure(Script("echo 'a.js:3:1: E501 long' > lint.txt; exit 1") with { Parse = Setting<string>.Default("flake8"), Report = Setting<string>.Default("lint.txt") });

        Assert.Equal("E501", Assert.Single((await _scene.RunAsync("own")).Findings).Rule);
    }

    [Fact(Timeout = 120_000)]
    public async Task Yesterday_s_report_is_no_answer()
    {
        _scene.Write("out.xml", "<checkstyle/>");
        _scene.Configure(Script("true") with { Report = Setting<string>.Default("out.xml") });

        var seen = await _scene.RunAsync("own");

        Assert.Equal(ErrorCodes.UnreadableOutput, seen.Error);
        Assert.Contains("it left out.xml as it was before", seen.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("ln -s /etc/hostname out.xml")]
    [InlineData("mkfifo out.xml")]
    [InlineData("mkdir out.xml")]
    [InlineData("true")]
    public async Task What_is_no_file_of_the_repository_is_not_read(string script)
    {
        _scene.Configure(Script(script) with { Report = Setting<string>.Default("out.xml") });

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), await EndingOf("own"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_report_without_a_test_is_nothing_done()
    {
        _scene.Configure(ToolScene.Own("tests", "echo", "<testsuites tests='0'/>") with { Parse = Setting<string>.Default("junit") });

        Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("tests")).Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_coverage_report_of_one_s_own_is_measured()
    {
        _scene.Write("a.js", "1\n2\n");
        _scene.Configure(Script("printf 'SF:a.js\\nDA:1,1\\nDA:2,0\\nend_of_record\\n' > lcov.info") with { Parse = Setting<string>.Default("lcov"), Report = Setting<string>.Default("lcov.info") });

        var seen = await _scene.RunAsync("own");

        Assert.Equal((ObservationEnding.Completed, 50.0), (seen.Ending, seen.Details["line_coverage"].Value));
        Assert.Contains("no git repository", (string)seen.Details["changed_lines_unknown"].Value, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Tests_that_passed_are_counted()
    {
        _scene.Configure(ToolScene.Own("tests", "echo", "<testsuite><testcase name='a'/></testsuite>") with { Parse = Setting<string>.Default("junit") });

        Assert.Equal("1 test", (await _scene.RunAsync("tests")).Summary);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("*/target/*.xml")]
    [InlineData("**/target/TEST-*.xml")]
    public async Task All_reports_that_a_glob_names_are_read(string glob)
    {
        _scene.Write("old/target/TEST-old.xml", Failed("old"));
        _scene.Configure(Tests($"mkdir -p a/target b/target; echo \"{Failed("a")}\" > a/target/TEST-a.xml; echo \"{Failed("b")}\" > b/target/TEST-b.xml; exit 1") with { Report = Setting<string>.Default(glob) });

        var seen = await _scene.RunAsync("own");

        Assert.Equal(["a: m", "b: m"], seen.Findings.Select(static finding => finding.Message));
        Assert.Equal("2 tests", seen.Summary);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("out/")]
    [InlineData("out")]
    public async Task A_folder_of_reports_is_read_without_the_texts_for_people_in_it(string folder)
    {
        _scene.Configure(Tests($"mkdir -p out/sub; echo hello > out/a.txt; echo \"{Failed("a")}\" > out/a.xml; echo \"{Failed("b")}\" > out/sub/b.xml; exit 1") with { Report = Setting<string>.Default(folder) });

        Assert.Equal(["a: m", "b: m"], (await _scene.RunAsync("own")).Findings.Select(static finding => finding.Message));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_outside_the_tree_takes_the_reports_of_many_modules()
    {
        var words = Tests("for m in a b; do echo \"<testsuite><testcase name='$m'><failure message='m'/></testcase></testsuite>\" > \"$1/$m.xml\"; done; exit 1", "{report_dir}");
        _scene.Configure(words);

        Assert.Equal(["a: m", "b: m"], (await _scene.RunAsync("own")).Findings.Select(static finding => finding.Message));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scene.Repository.Path));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("true", "it left */out.xml as it was before")]
    [InlineData("rm a/out.xml; exit 1", "it wrote no */out.xml")]
    [InlineData("rm a/out.xml; ln -s /etc/hostname a/out.xml", "it wrote no */out.xml")]
    [InlineData("echo broken > a/out.xml", "could not be understood")]
    public async Task Reports_of_which_none_is_new_or_one_is_broken_are_no_pass(string script, string said)
    {
        _scene.Write("a/out.xml", Failed("old"));
        _scene.Configure(Tests(script) with { Report = Setting<string>.Default("*/out.xml") });

        var seen = await _scene.RunAsync("own");

        Assert.Equal(ErrorCodes.UnreadableOutput, seen.Error);
        Assert.Contains(said, seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_tool_said_that_wrote_no_report_is_shown()
    {
        _scene.Configure(Tests("echo 'no space left' >&2; exit 1", "{report}"));

        Assert.Equal("its output could not be understood: it wrote no report; it said: no space left", (await _scene.RunAsync("own")).Message);
    }

    public void Dispose() => _scene.Dispose();

    private static string Failed(string name) => $"<testsuite><testcase name='{name}'><failure message='m'/></testcase></testsuite>";

    private static CheckSettings Tests(string script, params string[] words) =>
        ToolScene.Own("own", ["sh", "-c", script, "sh", .. words]) with { Parse = Setting<string>.Default("junit") };

    private static CheckSettings Script(string script, params string[] words) =>
        ToolScene.Own("own", ["sh", "-c", script, "sh", .. words]) with { Parse = Setting<string>.Default("checkstyle") };

    private static CheckSettings Formatted(string name, string form, string script) => ToolScene.Own(name, "sh", "-c", script) with
    {
        Parse = Setting<string>.Default(form),
        Pattern = form == "regex" ? Setting<string>.Default(@"^(?<path>[^:]+):(?<line>\d+):(?<column>\d+): (?<severity>\w+): (?<message>.*)$") : null,
    };

    private async Task<(ObservationEnding Ending, string? Error)> EndingOf(string name)
    {
        var seen = await _scene.RunAsync(name);
        return (seen.Ending, seen.Error);
    }
}
