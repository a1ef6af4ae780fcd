using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tests.Tools.Reading.TestReports;

public sealed class JunitReaderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    [Fact]
    public void Failed_tests_and_errors_are_findings_and_skipped_ones_are_not()
    {
        _root.Write("tests/test_a.py", "");
        var reading = Read("""
            <?xml version="1.0" encoding="utf-8"?>
            <testsuites><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
              <testcase classname="tests.test_a" name="test_ok" time="0.1"/>
              <testcase classname="tests.test_a" name="test_bad"><failure message="assert 1 == 2">def test_bad():
            &gt;       assert 1 == 2
            E       assert 1 == 2

            tests/test_a.py:4: AssertionError</failure></testcase>
              <testcase classname="tests.test_a" name="test_skip"><skipped message="later"/></testcase>
              <testcase classname="tests.test_a" name="test_boom"><error message="failed on setup">no place</error></testcase>
            </testsuite></testsuites>
            """);

        Assert.Equal((null, "4 tests, 1 skipped", null), (reading.Flaw, reading.Summary, reading.Nothing));
        Assert.Equal(
            ["tests/test_a.py:4: Error [test-failed] tests.test_a.test_bad: assert 1 == 2", ":: Error [test-error] tests.test_a.test_boom: failed on setup"],
            reading.Shown());
    }

    [Theory]
    [InlineData("Error: no\n    at Object.toBe (/home/x/node_modules/expect/a.js:1:1)\n    at Object.<anonymous> ({0}/src/sum.test.js:7:21)", 7, 21)]
    [InlineData("AssertionError: no\n ❯ src/sum.test.js:5:13\n", 5, 13)]
    [InlineData("at Some.Test() in {0}/src/sum.test.js:line 12", 12, null)]
    [InlineData("  File \"src/sum.test.js\", line 3, in test", 3, null)]
    [InlineData("    at file://{0}/src/sum.test.js:9:2", 9, 2)]
    public void The_place_is_the_first_frame_in_a_file_of_the_repository(string stack, int line, int? column)
    {
        _root.Write("src/sum.test.js", "");
        _root.Write("node_modules/expect/a.js", "");
        var text = System.Security.SecurityElement.Escape(stack.Replace("{0}", _root.Path, StringComparison.Ordinal));

        var finding = Assert.Single(Read($"<testsuite><testcase name='adds'><failure>{text}</failure></testcase></testsuite>").Findings);

        Assert.Equal(("src/sum.test.js", line, column), (finding.Path, finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("<testcase name='a' status='failed'/>", "1 test", ":: Error [test-failed] a")]
    [InlineData("<testcase name='a' status='failed'></testcase>", "1 test", ":: Error [test-failed] a")]
    [InlineData("<testcase name='a' result='error'/>", "1 test", ":: Error [test-error] a")]
    [InlineData("<testcase name='a' status='failed'><failure message='m'/></testcase>", "1 test", ":: Error [test-failed] a: m")]
    [InlineData("<testcase name='a' status='run' result='completed'/>", "1 test", "")]
    [InlineData("<testcase name='a'/><testcase name='b' status='disabled'/>", "2 tests, 1 skipped", "")]
    [InlineData("<testcase name='a'/><testcase name='b' status='skipped'><skipped/></testcase>", "2 tests, 1 skipped", "")]
    public void An_attribute_may_say_how_a_test_ended(string tests, string summary, string finding)
    {
        var reading = Read($"<testsuite>{tests}</testsuite>");

        Assert.Equal((summary, finding, null), (reading.Summary, string.Join('|', reading.Shown()), reading.Nothing));
    }

    [Theory]
    [InlineData("", "its report holds no test")]
    [InlineData("<testcase name='a'><skipped/></testcase>", "its only test was skipped")]
    [InlineData("<testcase name='a'><skipped/></testcase><testcase name='b' status='notrun'/>", "all of its 2 tests were skipped")]
    public void A_report_in_which_no_test_ran_says_nothing(string tests, string nothing) => Assert.Equal(nothing, Read($"<testsuite>{tests}</testsuite>").Nothing);

    [Fact]
    public void The_file_that_a_report_names_is_the_place_without_a_frame()
    {
        _root.Write("spec/a_spec.rb", "");

        Assert.Equal(["spec/a_spec.rb:12: Error [test-failed] A.works: expected 1"], Read(
            "<testsuite name='rspec'><testcase classname='A' name='works' file='./spec/a_spec.rb' line='12'><failure message='expected 1' /></testcase></testsuite>").Shown());
    }

    [Fact]
    public void Failures_that_are_counted_and_not_named_can_not_be_forgiven()
    {
        Assert.Equal("it counts 2 problems and printed 1", Read("<testsuite tests='3' failures='2'><testcase name='a'><failure message='m'/></testcase></testsuite>").Extent.Gap);

        // Catch2 counts assertions as tests.
        var whole = Read("<testsuite tests='12' failures='1'><testcase name='a'><failure message='m'/></testcase></testsuite>");
        Assert.Equal((null, null), (whole.Extent.Gap, whole.Flaw));
    }

    [Fact]
    public void A_report_without_a_test_examined_nothing()
    {
        Assert.Equal((null, "its report holds no test"), (Read("<testsuites/>").Flaw, Read("<testsuites/>").Nothing));
    }

    [Theory]
    [InlineData("<testsuites><testsuite tests='1' errors='1'><testcase name='a'/></testsuite></testsuites>", "it counts 1 failed test and names none")]
    [InlineData("<testsuites failures='2'><testsuite tests='5' failures='2'/></testsuites>", "it counts 2 failed tests and names none")]
    [InlineData("<testsuite><testcase name='a'>", "the JUnit report breaks off at line 1")]
    [InlineData("<testsuite><testcase name='a'/></testsuite><testsuite/>", "the JUnit report is broken at line 1")]
    [InlineData("\0\0\0", "the JUnit report is broken at line 1")]
    [InlineData("ok 1 - works", "it is no JUnit report, nor XML at all")]
    public void What_is_no_whole_report_is_said(string report, string flaw) => Assert.Equal(flaw, Read(report).Flaw);

    [Theory]
    [InlineData("at ex.ATest.one(ATest.java:10)", "src/test/java/ex/ATest.java", 10)]
    [InlineData("java.lang.AssertionError: x\n\tat org.junit.Assert.fail(Assert.java:89)\n\tat app//ex.ATest$Inner.one(ATest.java:12)", "src/test/java/ex/ATest.java", 12)]
    [InlineData("    p_test.go:7: boo", "p/p_test.go", 7)]
    [InlineData("=== RUN   TestA\n    p_test.go:7: boo\n--- FAIL: TestA (0.00s)", "p/p_test.go", 7)]
    [InlineData("thread 'x' panicked at tests/zz.rs:3:5:\nassertion failed", "tests/zz.rs", 3)]
    [InlineData("thread 'x' panicked at 'no', tests/zz.rs:3:5", "tests/zz.rs", 3)]
    [InlineData("build failed: see q/q.go:3 for more", "q/q.go", 3)]
    [InlineData("panic: no\n\t/usr/lib/go/testing.go:9 +0x1\n\tROOT/a+b/x@1_test.go:5 +0x1d", "a+b/x@1_test.go", 5)]
    [InlineData("build failed: see ROOT/a+b/x@1_test.go:6", "a+b/x@1_test.go", 6)]
    [InlineData("at java.util.Assert.one(Assert.java:3)", null, null)]
    [InlineData("twice.go:3: x", null, null)]
    public void The_place_of_a_failure_is_the_file_of_the_repository_that_its_text_names(string text, string? path, int? line)
    {
        foreach (var file in (string[])["src/test/java/ex/ATest.java", "p/p_test.go", "tests/zz.rs", "q/q.go", "a+b/x@1_test.go", "a/twice.go", "b/twice.go", "main/Assert.java"])
        {
            _root.Write(file, "");
        }

        var finding = Assert.Single(ReadWithFiles($"<testsuite><testcase classname='c' name='t'><failure message='Failed'>{text.Replace("'", "&apos;", StringComparison.Ordinal).Replace("ROOT", _root.Path, StringComparison.Ordinal)}</failure></testcase></testsuite>").Findings);

        Assert.Equal((path, line), (finding.Path, finding.Line));
    }

    [Theory]
    [InlineData("    p_test.go:7: boo", "c.t: boo")]
    [InlineData("=== RUN   TestA\n    p_test.go:7: boo\n--- FAIL: TestA (0.00s)", "c.t: boo")]
    [InlineData("", "c.t: Failed")]
    public void A_message_that_says_nothing_gives_way_to_the_first_line_of_the_text(string text, string message) =>
        Assert.Equal(message, Assert.Single(ReadWithFiles($"<testsuite><testcase classname='c' name='t'><failure message='Failed'>{text}</failure></testcase></testsuite>").Findings).Message);

    [Fact]
    public void A_test_case_has_the_line_and_its_suite_the_file()
    {
        _root.Write("sub/t.py", "");

        var finding = Assert.Single(ReadWithFiles("<testsuite file='t.py'><testcase name='t' line='4'><failure message='m'/></testcase></testsuite>").Findings);

        Assert.Equal(("sub/t.py", 4), (finding.Path, finding.Line));
    }

    public void Dispose() => _root.Dispose();

    private OutputReading Read(string report) => new JunitReader().Read(report, _root.Path);

    private OutputReading ReadWithFiles(string report)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(report));
        return new JunitReader().Read(stream, Printed.Output("", root: _root.Path, files: true));
    }
}
