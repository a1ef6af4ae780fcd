using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>The formats of compilers and test runners, each on the real program.</summary>
public sealed class BuildFormatTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolFact("javac", Timeout = 120_000)]
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
        Assert.Contains("cargo stopped after ", seen.Incomplete, StringComparison.Ordinal);

        _scene.Write("a/src/lib.rs", "pub fn two() -> i32 {\n    nope()\n}\n");
        seen = await _scene.RunAsync("t");
        Assert.Equal(["a/src/lib.rs:2:5 E0425 cannot find function `nope` in this scope"], Shown(seen));
        Assert.Contains("it stopped at a/src/lib.rs:2", seen.Incomplete, StringComparison.Ordinal);

        // A build script that breaks down, and what it said.
        _scene.Write("a/src/lib.rs", "pub fn two() {}\n\n#[test]\nfn good() {}\n");
        _scene.Write("a/build.rs", "fn main() {\n    panic!(\"no schema\");\n}\n");
        Assert.Contains(Shown(await _scene.RunAsync("t")), static text => text.Contains("no schema", StringComparison.Ordinal) && text.StartsWith("a/build.rs:2:5", StringComparison.Ordinal));

        File.Delete(_scene.Repository["a/build.rs"]);
        Assert.Equal((ObservationEnding.Completed, 0), await EndingAsync());

        _scene.Write("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nzz nonsense\n");
        Assert.StartsWith("a/Cargo.toml:4:4 manifest ", Assert.Single(Shown(await _scene.RunAsync("t"))), StringComparison.Ordinal);

        _scene.Write("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nnot-there-at-all = \"1\"\n");
        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("t")).Error);
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task A_test_of_the_documentation_is_found_where_it_begins_and_once()
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("src/lib.rs", "//! A.\n\n/// F.\n///\n/// ```\n/// assert_eq!(a::f(), 2);\n/// ```\npub fn f() -> i32 {\n    1\n}\n\n/// G.\n/// ```\n/// a::nope();\n/// ```\npub fn g() {}\n");
        Configure("cargo-test", "cargo test --offline");

        var shown = Shown(await _scene.RunAsync("t")).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(2, shown.Count);
        Assert.StartsWith("src/lib.rs:1", shown[0], StringComparison.Ordinal);
        Assert.Contains("E0425 cannot find function `nope` in crate `a`", shown[0], StringComparison.Ordinal);
        Assert.StartsWith("src/lib.rs:5: test-failed src/lib.rs - f (line 5): assertion", shown[1], StringComparison.Ordinal);
        Assert.DoesNotContain("backtrace", shown[1], StringComparison.Ordinal);
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task What_a_test_prints_is_no_error_of_the_compiler()
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("src/lib.rs", "#[test]\nfn t() {\n    println!(\"error: of the test itself\");\n    panic!(\"boom\");\n}\n");
        Configure("cargo-test", "cargo test --offline --lib");

        Assert.Equal(["src/lib.rs:4:5 test-failed t: boom"], Shown(await _scene.RunAsync("t")));
    }

    [ToolFact("ctest", "cmake", "gcc", Timeout = 120_000)]
    public async Task Ctest_s_failures_are_findings_with_what_the_test_printed()
    {
        _scene.Write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(x C)\nenable_testing()\nadd_executable(bad t.c)\nadd_test(NAME good COMMAND true)\nadd_test(NAME bad COMMAND bad)\nadd_test(NAME missing COMMAND nosuch)\nadd_executable(aborts a.c)\nadd_test(NAME aborts COMMAND aborts)\n");
        _scene.Write("a.c", "#include <assert.h>\nint main(void) {\n  assert(1 + 1 == 3);\n}\n");
        _scene.Write("t.c", "#include <stdio.h>\nint main(void) {\n  fprintf(stderr, \"t.c:5: check failed: 1\\n\");\n  return 1;\n}\n");
        Configure("ctest", "cmake -S . -B build >/dev/null && cmake --build build >/dev/null && ctest --test-dir build --output-on-failure");

        var seen = await _scene.RunAsync("t");

        Assert.Equal(["t.c:5: test-failed bad: t.c:5: check failed: 1", ":: test-error missing: Not Run", "a.c:3: test-error aborts: Subprocess aborted"], Shown(seen).Select(static shown => shown.Split(": aborts: ")[0]));
        Assert.Contains("Assertion `1 + 1 == 3' failed", seen.Findings[^1].Message, StringComparison.Ordinal);
        Assert.Equal("4 tests", seen.Summary);
    }

    [ToolFact("gcc", Timeout = 120_000)]
    public async Task A_symbol_that_the_linker_does_not_find_is_named_with_its_file()
    {
        _scene.Write("src/a.c", "int nope(void);\n\nint main(void) {\n  return nope();\n}\n");
        Configure("gcc", "gcc src/a.c -o \"$TMPDIR/a\"");
        var seen = await _scene.RunAsync("t");
        Assert.Equal(["src/a.c:: link undefined reference to `nope' in function main"], Shown(seen));
        Assert.Null(seen.Incomplete);

        // With debug information the linker knows the line.
        _scene.Configuration = new();
        Configure("gcc", "gcc -g src/a.c -o \"$TMPDIR/a\"");
        Assert.Equal(["src/a.c:4: link undefined reference to `nope' in function main"], Shown(await _scene.RunAsync("t")));

        _scene.Write("src/b.c", "int twice;\nint main(void) { return 0; }\n");
        _scene.Write("src/c.c", "int twice = 2;\n");
        _scene.Configuration = new();
        Configure("gcc", "gcc src/b.c -lnosuch -o \"$TMPDIR/a\"");
        var missing = Assert.Single(Shown(await _scene.RunAsync("t")));
        Assert.StartsWith(":: link cannot find -lnosuch", missing, StringComparison.Ordinal);

        _scene.Configuration = new();
        Configure("gcc", "gcc -fno-common -c src/b.c -o \"$TMPDIR/b.o\" && gcc -c src/c.c -o \"$TMPDIR/c.o\" && gcc \"$TMPDIR/b.o\" \"$TMPDIR/c.o\" -o \"$TMPDIR/a\"");
        Assert.Contains("multiple definition of `twice'", Assert.Single(Shown(await _scene.RunAsync("t"))), StringComparison.Ordinal);
    }

    [ToolTheory("cmake", "make", Timeout = 120_000)]
    [InlineData("Makefile", "all: a.o\na.o: gone.c\n\ttrue\n", "make", ":: make No rule to make target 'gone.c', needed by 'a.o'.")]
    [InlineData("Makefile", "all:\n    true\n", "make", "Makefile:2: make missing separator.")]
    [InlineData("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(x NONE)\nnonsense(1)\n", "cmake -S . -B \"$TMPDIR\"", "CMakeLists.txt:3: cmake Unknown CMake command \"nonsense\".")]
    [InlineData("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(x NONE)\nadd_custom_target(y SOURCES gone.c)\nmessage(FATAL_ERROR \"stop\")\n", "cmake -S . -B \"$TMPDIR\"", "CMakeLists.txt:4: cmake stop")]
    public async Task A_mistake_in_the_files_of_a_build_is_a_finding_there(string file, string text, string command, string finding)
    {
        _scene.Write(file, text);
        Configure("gcc", command);

        var seen = await _scene.RunAsync("t");

        Assert.Equal([finding], Shown(seen));
        Assert.NotNull(seen.Incomplete);
    }

    [ToolFact("make", "gcc", Timeout = 120_000)]
    public async Task A_file_is_found_in_the_folder_that_make_enters()
    {
        _scene.Write("src/a.c", "int f(void) { return nope; }\n");
        _scene.Write("other/a.c", "");
        _scene.Write("src/Makefile", "all:\n\tgcc -c a.c -o /dev/null\n");
        Configure("gcc", "make -C src");

        Assert.StartsWith("src/a.c:1:", Shown(await _scene.RunAsync("t"))[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_line_that_looks_like_one_of_a_linker_hides_nothing()
    {
        _scene.Write("a.c", "");
        _scene.Write("printed.txt", "a.c:1:1: error: x\n>>> step 2 failed\n");
        Configure("gcc", "cat printed.txt; exit 1");

        Assert.Contains(">>> step 2 failed", (await _scene.RunAsync("t")).Incomplete, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_symbol_that_lld_does_not_find_is_at_its_first_reference()
    {
        _scene.Write("src/a.c", "");
        _scene.Write("printed.txt", "ld.lld: error: undefined symbol: nope\n>>> referenced by a.c:4 (src/a.c:4)\n>>>               /tmp/a-1f.o:(main)\nclang: error: linker command failed with exit code 1 (use -v to see invocation)\n");
        Configure("gcc", "cat printed.txt >&2; exit 1");

        Assert.Equal(["src/a.c:4: link undefined symbol: nope"], Shown(await _scene.RunAsync("t")));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("maven", null)]
    [InlineData("junit", "**/target/surefire-reports/*.xml")]
    public async Task A_build_of_three_modules_with_failing_tests_in_two_names_each_test_at_its_line(string format, string? report)
    {
        // A run of Maven 3.8.7 and Surefire 3.5.2 that was recorded: what it printed, and the files that it wrote.
        foreach (var module in (string[])["a", "b", "c"])
        {
            var name = module.ToUpperInvariant();
            _scene.Write($"{module}/src/test/java/ex/{name}Test.java", "");
            _scene.Write($"recorded/{module}.xml", Recorded($"surefire-{name}Test.xml"));
        }

        _scene.Write("recorded/log.txt", Recorded("maven-failing-tests.txt"));
        var settings = ToolScene.Own("t", "sh", "-c", "for m in a b c; do mkdir -p $m/target/surefire-reports; cp recorded/$m.xml $m/target/surefire-reports/TEST-$m.xml; done; cat recorded/log.txt; exit 1");
        _scene.Configure(settings with { Parse = Setting<string>.Default(format), Report = report is null ? null : Setting<string>.Default(report) });

        var seen = await _scene.RunAsync("t");

        Assert.Equal(
            [
                "a/src/test/java/ex/ATest.java:9: test-failed ex.ATest.two: org.opentest4j.AssertionFailedError: expected: <3> but was: <2>",
                "b/src/test/java/ex/BTest.java:9: test-failed ex.BTest.two: org.opentest4j.AssertionFailedError: expected: <3> but was: <2>",
            ],
            Shown(seen).Select(static shown => shown.Replace("two: expected", "two: org.opentest4j.AssertionFailedError: expected", StringComparison.Ordinal)));
        Assert.Equal(("6 tests", (string?)null), (seen.Summary, seen.Incomplete));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("mvn|verify|-Dcheckstyle.output.file={report}", true)]
    [InlineData("mvn|verify|-Dcheckstyle.output.file={report_dir}/x.xml", false)]
    [InlineData("mvn|-pl|a|verify|-Dcheckstyle.output.file={report}", false)]
    [InlineData("mvn|checkstyle:checkstyle-aggregate|-Dcheckstyle.output.file={report}", false)]
    [InlineData("tool|{report}", false)]
    public async Task Modules_that_overwrite_each_other_s_report_are_a_warning(string command, bool isWarning)
    {
        foreach (var pom in (string[])["pom.xml", "a/pom.xml", "b/pom.xml"])
        {
            _scene.Write(pom, "<project/>");
        }

        foreach (var program in (string[])["mvn", "tool"])
        {
            _scene.WriteProgram($"bin/{program}", "#!/bin/sh\nfor w; do case $w in *=*) f=${w#*=};; *) f=$w;; esac; done\nmkdir -p \"$(dirname \"$f\")\"\nprintf '<checkstyle/>' >\"$f\"\n");
        }

        _scene.SearchPath = $"{_scene.Repository["bin"]}:{_scene.SearchPath}";
        _scene.Configure(ToolScene.Own("style", command.Split('|')) with { Parse = Setting<string>.Default("checkstyle") });

        var seen = await _scene.RunAsync("style");

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(isWarning ? ["shared-report: 2 modules (a, b) write to one {report}, and the last one overwrites the others; write to {report_dir}, or set \"report\" to a glob"] : [], seen.Findings.Select(static finding => $"{finding.Rule}: {finding.Message}"));
    }

    [Theory(Timeout = 120_000)]
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

    [ToolFact("javac", Timeout = 120_000)]
    public async Task What_the_virtual_machine_says_of_itself_is_not_the_output_of_another_program()
    {
        _scene.Write("src/A.java", "class A {\n}\n");
        Configure("javac", "export JAVA_TOOL_OPTIONS=-Dx=y; javac -d \"$TMPDIR\" src/A.java");

        Assert.Equal((ObservationEnding.Completed, 0), await EndingAsync());
    }

    public void Dispose() => _scene.Dispose();

    private static string Recorded(string name) => File.ReadAllText(RepositoryRoot.Combine("tests", "Unfazed.Validators.Tests", "Tools", "Reading", "Builds", name));

    private static List<string> Shown(Observation seen) => [.. seen.Findings.Select(static finding => FormattableString.Invariant($"{finding.Path}:{finding.Line}:{finding.Column} {finding.Rule} {finding.Message}"))];

    private async Task<(ObservationEnding Ending, int Findings)> EndingAsync()
    {
        var seen = await _scene.RunAsync("t");
        return (seen.Ending, seen.Findings.Length);
    }

    private void Configure(string format, string script) => _scene.Configure(ToolScene.Own("t", "sh", "-c", "export TMPDIR=\"$(mktemp -d)\"; " + script) with { Parse = Setting<string>.Default(format) });
}
