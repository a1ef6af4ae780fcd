using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>The formats of compilers and test runners, each on the real program.</summary>
public sealed class BuildFormatTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolFact("javac", Timeout = 60_000)]
    public async Task Javac_s_errors_and_warnings_have_line_and_column()
    {
        _scene.Write("src/A.java", "class A {\n    int x() { return \"s\"; }\n    void y() { nope(); }\n}\n");
        Configure("javac", "javac -Xlint:all -d \"$TMPDIR\" src/A.java");

        var seen = await _scene.RunAsync("t");

        Assert.Equal(["src/A.java:2:22 compile incompatible types: String cannot be converted to int", "src/A.java:3:16 compile cannot find symbol; symbol: method nope(); location: class A"], Shown(seen));
        Assert.Contains("it stopped at src/A.java:2", seen.Incomplete, StringComparison.Ordinal);

        _scene.Write("src/A.java", "class A {\n    java.util.List l;\n}\n");
        Assert.Equal(["src/A.java:2:14 rawtypes found raw type: List"], Shown(await _scene.RunAsync("t")).Select(static shown => shown.Split(';')[0]));

        _scene.Write("src/A.java", "class A {\n}\n");
        Assert.Equal((ObservationEnding.Completed, 0), await EndingAsync());
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("")]
    [InlineData("-json ")]
    public async Task Go_test_s_failures_are_findings_at_the_line_that_they_name(string options)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("p/p.go", "package p\n\nfunc Three() int { return 4 }\n");
        _scene.Write("q/p_test.go", "package q\n\nimport \"testing\"\n\nfunc TestQ(t *testing.T) {}\n");
        _scene.Write("p/p_test.go", "package p\n\nimport \"testing\"\n\nfunc TestThree(t *testing.T) {\n\tt.Run(\"first\", func(t *testing.T) {\n\t\tif Three() != 3 {\n\t\t\tt.Errorf(\"three is %d, not 3\", Three())\n\t\t}\n\t})\n}\n\nfunc TestGood(t *testing.T) {}\n");
        Configure("go-test", $"go test {options}./...");

        var seen = await _scene.RunAsync("t");
        Assert.Equal(["p/p_test.go:8: test-failed ex.org/a/p.TestThree/first: three is 4, not 3"], Shown(seen));
        Assert.Null(seen.Incomplete);

        // A panic ends the tests of its package.
        _scene.Write("p/p.go", "package p\n\nfunc Three() int {\n\tvar m map[string]int\n\tm[\"a\"] = 1\n\treturn 3\n}\n");
        seen = await _scene.RunAsync("t");
        Assert.Contains(Shown(seen), static shown => shown.StartsWith("p/p.go:5: test-failed ex.org/a/p.TestThree", StringComparison.Ordinal) && shown.Contains("panic: assignment to entry in nil map", StringComparison.Ordinal));

        // What does not compile is found where it is, and the other package's tests ran.
        _scene.Write("p/p.go", "package p\n\nfunc Three() int { return nope }\n");
        seen = await _scene.RunAsync("t");
        Assert.Contains(Shown(seen), static shown => shown.StartsWith("p/p.go:3:27 compile undefined: nope", StringComparison.Ordinal));
        Assert.Contains("it stopped at p/p.go:3", seen.Incomplete, StringComparison.Ordinal);

        _scene.Write("p/p.go", "package p\n\nfunc Three() int { return 3 }\n");
        seen = await _scene.RunAsync("t");
        Assert.Equal((ObservationEnding.Completed, 0, true), (seen.Ending, seen.Findings.Length, seen.Summary?.Contains("test", StringComparison.Ordinal) ?? true));
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task Cargo_test_s_errors_and_panics_are_findings_at_their_place()
    {
        _scene.Write("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n");
        _scene.Write("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("a/src/lib.rs", "pub fn two() -> i32 {\n    3\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn it_is_two() {\n        assert_eq!(super::two(), 2);\n    }\n\n    #[test]\n    fn good() {}\n}\n");
        Configure("cargo-test", "cargo test --offline");

        var seen = await _scene.RunAsync("t");
        var shown = Assert.Single(Shown(seen));
        Assert.StartsWith("a/src/lib.rs:9:9 test-failed tests::it_is_two: assertion", shown, StringComparison.Ordinal);
        Assert.Contains("left", shown, StringComparison.Ordinal);
        Assert.Null(seen.Incomplete);

        _scene.Write("a/src/lib.rs", "pub fn two() -> i32 {\n    nope()\n}\n");
        seen = await _scene.RunAsync("t");
        Assert.Equal(["a/src/lib.rs:2:5 E0425 cannot find function `nope` in this scope"], Shown(seen));
        Assert.Contains("it stopped at a/src/lib.rs:2", seen.Incomplete, StringComparison.Ordinal);

        // A build script that breaks down, and what it said.
        _scene.Write("a/src/lib.rs", "pub fn two() {}\n");
        _scene.Write("a/build.rs", "fn main() {\n    panic!(\"no schema\");\n}\n");
        Assert.Contains(Shown(await _scene.RunAsync("t")), static text => text.Contains("no schema", StringComparison.Ordinal) && text.StartsWith("a/build.rs:2:5", StringComparison.Ordinal));

        File.Delete(_scene.Repository["a/build.rs"]);
        Assert.Equal((ObservationEnding.Completed, 0), await EndingAsync());

        _scene.Write("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nnot-there-at-all = \"1\"\n");
        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("t")).Error);
    }

    [ToolFact("ctest", "cmake", "gcc", Timeout = 120_000)]
    public async Task Ctest_s_failures_are_findings_with_what_the_test_printed()
    {
        _scene.Write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(x C)\nenable_testing()\nadd_executable(bad t.c)\nadd_test(NAME good COMMAND true)\nadd_test(NAME bad COMMAND bad)\nadd_test(NAME missing COMMAND nosuch)\n");
        _scene.Write("t.c", "#include <stdio.h>\nint main(void) {\n  fprintf(stderr, \"t.c:5: check failed: 1\\n\");\n  return 1;\n}\n");
        Configure("ctest", "cmake -S . -B build >/dev/null && cmake --build build >/dev/null && ctest --test-dir build --output-on-failure");

        var seen = await _scene.RunAsync("t");

        Assert.Equal(["t.c:5: test-failed bad: t.c:5: check failed: 1", ":: test-error missing: Not Run"], Shown(seen));
        Assert.Equal("3 tests", seen.Summary);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("maven")]
    [InlineData("gradle")]
    [InlineData("javac")]
    [InlineData("go-test")]
    [InlineData("cargo-test")]
    [InlineData("ctest")]
    public async Task The_output_of_another_program_is_no_pass(string format)
    {
        Configure(format, "echo hello");

        Assert.Equal(ErrorCodes.UnreadableOutput, (await _scene.RunAsync("t")).Error);
    }

    public void Dispose() => _scene.Dispose();

    private static List<string> Shown(Observation seen) => [.. seen.Findings.Select(static finding => FormattableString.Invariant($"{finding.Path}:{finding.Line}:{finding.Column} {finding.Rule} {finding.Message}"))];

    private async Task<(ObservationEnding Ending, int Findings)> EndingAsync()
    {
        var seen = await _scene.RunAsync("t");
        return (seen.Ending, seen.Findings.Length);
    }

    private void Configure(string format, string script) => _scene.Configure(ToolScene.Own("t", "sh", "-c", "export TMPDIR=\"$(mktemp -d)\"; " + script) with { Parse = Setting<string>.Default(format) });
}
