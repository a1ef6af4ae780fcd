using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;
using Unfazed.Validators.Tools;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>What a command printed and no finding accounts for.</summary>
public sealed class UnaccountedOutputTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public static TheoryData<string> LineFormats => [.. ToolCatalog.All.Where(static tool => tool.Reader is ILineReader or ClippyReader).Select(static tool => tool.Name)];

    [Theory(Timeout = 120_000)]
    [InlineData("gcc", "a.c:1:1: error: x [-Wx]", null)]
    [InlineData("gcc", "In file included from a.c:1:\na.c: In function \u2018f\u2019:\na.c:1:1: error: x\n    1 | code\n      | ^~~\n1 error generated.", null)]
    [InlineData("gcc", "a.c:1:1: warning: unused [-Wunused]\nmake: *** No rule to make target 'z.txt'.  Stop.", "No rule to make target")]
    [InlineData("gcc", "a.c:1:1: error: x\nmake: *** No rule to make target 'z.txt'.  Stop.", "No rule to make target")]
    [InlineData("gcc", "a.c:1:1: error: x\n2 errors generated.", "it counts 2 problems and printed 1")]
    [InlineData("regex", "a.c:1: x\n\n1 problem found", null)]
    [InlineData("regex", "a.c:1: x\nplug-in crashed", "plug-in crashed")]
    [InlineData("github", "building\n::error file=a.c,line=1::x\ndone", null)]
    [InlineData("github", "::error file=a.c,line=1::x\nfatal: out of memory", "fatal: out of memory")]
    [InlineData("mypy", "a.c:1: error: x  [misc]\nFound 1 error in 1 file (checked 1 source file)", null)]
    [InlineData("mypy", "a.c:1: error: x  [misc]\nplugin: fatal error in hook", "fatal error in hook")]
    [InlineData("go-vet", "# a\na.c:1:1: x", null)]
    [InlineData("go-vet", "# runtime/cgo\ncgo: C compiler \"/nope\" not found\na.c:1:1: x", "C compiler")]
    [InlineData("tsc", "a.c(1,1): error TS1005: ';' expected.", "it stopped at a.c:1")]
    [InlineData("tsc", "a.c(1,1): error TS2304: Cannot find name 'x'.", null)]
    public async Task An_exit_code_of_problems_is_explained_only_by_an_output_that_is_read_whole(string format, string printed, string? gap)
    {
        _scene.Write("a.c", "");
        await File.WriteAllTextAsync(_scene.Repository["out"], printed + "\n");
        Configure(format, "cat out; exit 1");

        var seen = await _scene.RunAsync("t");

        Assert.Equal((ObservationEnding.Completed, true), (seen.Ending, seen.Findings.Length > 0));
        if (gap is null)
        {
            Assert.Null(seen.Incomplete);
        }
        else
        {
            Assert.Contains(gap, seen.Incomplete, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(LineFormats))]
    public async Task An_output_of_which_no_line_is_the_tool_s_is_no_pass(string tool)
    {
        Configure(tool, "echo hello");

        var seen = await _scene.RunAsync("t");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), (seen.Ending, seen.Error));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("go-vet", "{\"a\":{\"printf\":[{\"posn\":\"a.go:1:1\"}]}}")]
    [InlineData("cargo-fmt", "Diff in /a/src/main.rs at line 1:")]
    [InlineData("gofmt", "diff a.go.orig a.go\n--- a.go.orig\n+++ a.go\n@@ -1 +1 @@")]
    [InlineData("clippy", "warning: function is never used")]
    [InlineData("clippy", "")]
    public async Task A_format_for_people_or_programs_is_not_the_one_that_is_read(string tool, string printed)
    {
        await File.WriteAllTextAsync(_scene.Repository["out"], printed);
        Configure(tool, "cat out");

        Assert.Equal(ErrorCodes.UnreadableOutput, (await _scene.RunAsync("t")).Error);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("gcc", "h.h:1:1: warning: x [-Wx]\nh.h:1:1: warning: x [-Wx]\na.c:2:1: error: y", 2)]
    [InlineData("go-vet", "# a\nvet: a.c:1:1: expected ')'\n# a [a.test]\nvet: a.c:1:1: expected ')'", 1)]
    [InlineData("gcc", "a.c:1: error: x\na.c:1: error: x", 2)]
    public async Task The_same_finding_at_the_same_place_is_one_where_a_column_tells_places_apart(string format, string printed, int findings)
    {
        await File.WriteAllTextAsync(_scene.Repository["out"], printed + "\n");
        Configure(format, "cat out; exit 1");

        Assert.Equal(findings, (await _scene.RunAsync("t")).Findings.Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_known_tool_s_name_brings_its_exit_codes()
    {
        Configure("pylint", "echo '[]'; exit 32");

        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("t")).Error);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("gcc", "a.c:1:1: error: x", 2, true)]
    [InlineData("gcc", "a.c:1:1: warning: x", 2, false)]
    [InlineData("junit", "<testsuite><testcase name='n'><error message='m'/></testcase></testsuite>", 2, true)]
    [InlineData("junit", "<testsuite><testcase name='n'/></testsuite>", 2, false)]
    [InlineData("gcc", "a.c:1:1: error: x", 127, false)]
    public async Task An_error_that_was_read_is_a_problem_at_an_exit_code_that_nobody_listed(string format, string printed, int code, bool isProblem)
    {
        _scene.Write("a.c", "");
        await File.WriteAllTextAsync(_scene.Repository["out"], printed + "\n");
        Configure(format, $"cat out; exit {code}");

        var seen = await _scene.RunAsync("t");

        Assert.Equal(isProblem, seen.Ending == ObservationEnding.Completed);
        Assert.Equal(isProblem ? $"it exited with {code}, which is none of its known codes" : null, seen.Incomplete);
    }

    [ToolFact("make", "gcc", Timeout = 120_000)]
    public async Task A_compile_error_below_make_is_a_problem()
    {
        _scene.Write("Makefile", "main: main.c\n\tgcc -c main.c\n");
        _scene.Write("main.c", "int main(void) {\n  return z;\n}\n");
        _scene.Configure(ToolScene.Own("build", "make", "-B") with { Parse = Setting<string>.Default("gcc") });

        var seen = await _scene.RunAsync("build");

        Assert.Equal((ObservationEnding.Completed, 2), (seen.Ending, seen.ExitCode));
        Assert.Contains(seen.Findings, static finding => finding is { Path: "main.c", Line: 2, Severity: Severity.Error });
        Assert.Contains("none of its known codes", seen.Incomplete, StringComparison.Ordinal);
    }

    [ToolFact("make", "gcc", Timeout = 120_000)]
    public async Task The_folders_that_make_enters_are_where_a_compiler_names_files()
    {
        _scene.Write("Makefile", "all:\n\t-$(MAKE) -C a\n\t$(MAKE) -C b\n");
        foreach (var (folder, target) in ((string, string)[])[("a", "x"), ("b", "y")])
        {
            _scene.Write($"{folder}/Makefile", $"{target}.o: {target}.c\n\tgcc -I. -c {target}.c\n");
            _scene.Write($"{folder}/{target}.c", "#include \"h.h\"\n");
            _scene.Write($"{folder}/h.h", "int f(void) { return nope; }\n");
        }

        File.Delete(_scene.Repository["b/h.h"]);
        _scene.Configure(ToolScene.Own("build", "make") with { Parse = Setting<string>.Default("gcc") });

        var places = (await _scene.RunAsync("build")).Findings.Where(static finding => finding.Severity == Severity.Error).Select(static finding => $"{finding.Path}:{finding.Line}").Order(StringComparer.Ordinal);

        Assert.Equal(["a/h.h:1", "b/y.c:1"], places);
    }

    public void Dispose() => _scene.Dispose();

    private void Configure(string format, string script) => _scene.Configure(ToolScene.Own("t", "sh", "-c", script) with
    {
        Parse = Setting<string>.Default(format),
        Pattern = format == "regex" ? Setting<string>.Default(@"^(?<path>[a-z.]+):(?<line>\d+):(?<message>.*)$") : null,
    });
}
